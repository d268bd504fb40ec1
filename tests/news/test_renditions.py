"""The named crops: made once, outside transactions, and only looked up afterwards."""

import re
from typing import Any

import pytest

from news import renditions
from tests.newsroom import Newsroom


def test_every_crop_comes_in_every_width() -> None:
    assert len(renditions.specs()) == len(set(renditions.specs())) == 12
    assert renditions.spec("wide", 640) == "fill-640x360|format-webp"
    assert renditions.spec("full", 320) == "width-320|format-webp"


def test_avif_is_a_setting(settings: Any) -> None:
    settings.GALLEY_AVIF = True

    assert renditions.spec("card", 320) == "fill-320x213|format-avif"


def test_finding_never_makes_and_names_what_lacks(newsroom: Newsroom) -> None:
    image = newsroom.image()
    image.renditions.all().delete()

    with pytest.raises(renditions.RenditionsMissing) as missing:
        renditions.find([image])

    assert missing.value.images == [image]
    assert image.renditions.count() == 0


def test_preparation_makes_good_what_lacks(newsroom: Newsroom, django_assert_num_queries: Any) -> None:
    image = newsroom.image()
    image.renditions.all().delete()
    renditions.RenditionsMissing([image]).prepare()

    with django_assert_num_queries(1):
        found = renditions.find([image])

    assert set(found[image.pk]) == set(renditions.specs())


def test_no_picture_is_no_query(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        assert renditions.find([]) == {}


def test_renditions_of_an_old_focal_point_do_not_count(newsroom: Newsroom) -> None:
    image = newsroom.image()
    image.focal_point_x, image.focal_point_y = 4, 4
    image.focal_point_width = image.focal_point_height = 2
    image.save()

    with pytest.raises(renditions.RenditionsMissing):
        renditions.find([image])


def test_small_pictures_are_not_enlarged_and_named_once(newsroom: Newsroom) -> None:
    image = newsroom.image()

    full = renditions.representation(renditions.find([image])[image.pk])["full"]

    assert (full["width"], full["height"]) == (48, 32)
    assert full["srcset"] == f"{full['url']} 48w"


def test_names_are_random_and_say_nothing_of_the_picture(newsroom: Newsroom) -> None:
    image = newsroom.image("secret-plan.png")

    names = set(image.renditions.values_list("file", flat=True))

    assert len(names) == 12
    assert [name for name in names if not re.fullmatch(r"r/[\w-]{22}\.webp", name)] == []
