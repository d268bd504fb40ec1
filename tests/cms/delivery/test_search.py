"""What is found by words, in which order, and that only what readers may see can be."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import TextField
from wagtail.models import PageViewRestriction

from cms.core import clock
from cms.delivery import store
from cms.delivery.models import PublishedDocument, SearchIndex, SearchText
from cms.delivery.search import MAX_WORDS, Operator, Words
from cms.delivery.statements import Slot, Statement
from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def _statement() -> Any:
    query = Slot("search", TextField())
    return PublishedDocument.objects.visible().matching(query).nearest_first(query).values_list("slug")


FOUND = Statement(_statement)


def found(text: str, operator: Operator = "and") -> list[str]:
    """Return the slugs of what is found, nearest first; the count says the same."""
    query = {"search": Words.read(text, operator).as_query()}
    slugs = [slug for (slug,) in FOUND.rows(query, limit=100)]
    assert FOUND.count(query, up_to=100) == len(slugs)
    return slugs


def live(newsroom: Newsroom, slug: str, title: str, text: str = "", **fields: Any) -> Any:
    body = [("paragraph", f"<p>{text or title}</p>")]
    return newsroom.live("brief", slug=slug, title=title, body=body, **PLAIN, **fields)


def test_a_headline_counts_more_than_a_text(newsroom: Newsroom) -> None:
    live(newsroom, "in-text", "Aid arrives", "The harbour. The harbour! A harbour?")
    live(newsroom, "in-headline", "A harbour opens", "Ships come and go as they please.")

    assert found("harbour") == ["in-headline", "in-text"]


def test_of_equals_the_newest_comes_first(newsroom: Newsroom) -> None:
    for slug in ("first", "second", "third"):
        live(newsroom, slug, "A harbour opens")

    assert found("harbour") == ["third", "second", "first"]


def test_all_words_are_needed_unless_any_will_do(newsroom: Newsroom) -> None:
    live(newsroom, "both", "Grain leaves the harbour")
    live(newsroom, "one", "Grain prices fall")

    assert found("grain harbour") == ["both"]
    assert sorted(found("grain harbour", "or")) == ["both", "one"]
    assert found("grain absent") == []


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ('"grain deal"', ["phrase"]),
        ("grain deal", ["apart", "phrase"]),
        ('"deal grain"', ["apart"]),
        ("grain-deal", ["phrase"]),
        ('"grain deal', ["apart", "phrase"]),  # a quotation mark that never closes is none
        ("gra", []),  # no prefixes
        ("gra*", []),
        ("NOT grain", []),  # a word like any other
        ("-grain", ["apart", "phrase"]),
        ("headline:grain", []),
        ("grain AND deal", []),
    ],
)
def test_there_is_no_syntax_but_quotation_marks(newsroom: Newsroom, text: str, slugs: list[str]) -> None:
    live(newsroom, "phrase", "The grain deal holds")
    live(newsroom, "apart", "A deal: grain moves")

    assert sorted(found(text)) == slugs


@pytest.mark.parametrize("text", ["Sao Tome", "são tomé", "SÃO TOMÉ", "sa\u0303o tome\u0301"])
def test_case_and_latin_accents_do_not_matter(newsroom: Newsroom, text: str) -> None:
    live(newsroom, "accents", "São Tomé votes")

    assert found(text) == ["accents"]


@pytest.mark.parametrize("text", ["1.5", "don't", "don’t", "кошки", "example.org", "2024/25"])
def test_words_are_split_the_same_in_text_and_question(newsroom: Newsroom, text: str) -> None:
    live(newsroom, "there", f"It is {text}, they say")

    assert found(text) == ["there"]


@pytest.mark.parametrize("text", ["", " ", '"', '""', "*", "( ) : ^ - ~", "'; --", "_", "😀", "\u0301"])
def test_a_question_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="needs a word"):
        Words.read(text)


def test_too_many_words_are_refused() -> None:
    assert len(Words.read("a " * MAX_WORDS).phrases) == MAX_WORDS
    with pytest.raises(ValueError, match="at most 16 words"):
        Words.read("a-b " * (MAX_WORDS // 2) + "c")


def test_the_words_of_every_format_are_found(newsroom: Newsroom) -> None:
    newsroom.live(
        "numbers", slug="numbers", hero=[("figure", newsroom.figure(caption="By the <i>jetty</i>"))]
    )
    number, watch = newsroom.items("numbers")[0][1], newsroom.items("watch")[0][1]
    newsroom.live("watch", slug="watch", **PLAIN)

    assert "numbers" in found("jetty")
    assert "numbers" in found(f'"{number["kicker"]}"')
    assert "numbers" in found(number["display"])
    assert "watch" in found(f'"{watch["heading"]}"')


def test_what_only_colleagues_read_is_not_found(newsroom: Newsroom) -> None:
    live(newsroom, "noted", "A headline", internal_note="zebra", seo_title="quokka")

    assert (found("zebra"), found("quokka"), found("headline")) == ([], [], ["noted"])


def test_a_draft_of_a_live_story_is_not_found(newsroom: Newsroom) -> None:
    page = live(newsroom, "changing", "Before")

    newsroom.change(page, title="Zebra")
    before = found("zebra")
    newsroom.publish_change(page, title="Zebra")

    assert (before, found("zebra"), found("before")) == ([], ["changing"], ["changing"])
    assert SearchText.objects.get(pk=page.pk).headline == "Zebra"


def test_what_is_not_public_is_hidden_at_once_and_leaves_the_index(newsroom: Newsroom) -> None:
    page = live(newsroom, "private", "Zebra")
    restriction = PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN)

    # Behind the back of every event: the row of the index is still there.
    PageViewRestriction.objects.bulk_create([restriction])
    hidden, kept = found("zebra"), SearchText.objects.filter(pk=page.pk).exists()
    store.put(page, now=clock.now())

    assert (hidden, kept) == ([], True)
    assert not SearchText.objects.filter(pk=page.pk).exists()


def test_what_is_public_again_is_found_again(newsroom: Newsroom) -> None:
    page = live(newsroom, "private", "Zebra")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    store.put(page, now=clock.now())
    assert found("zebra") == []

    restriction.delete()
    store.put(page, now=clock.now())

    assert found("zebra") == ["private"]


def test_documents_of_an_older_contract_get_their_words_with_the_next_rebuild(newsroom: Newsroom) -> None:
    page = live(newsroom, "old", "Zebra")
    SearchText.objects.all().delete()
    before = store.current_sequence()

    store.put(page, now=clock.now())

    assert found("zebra") == ["old"]
    assert store.current_sequence() == before


@pytest.mark.parametrize("remove", ["page", "document", "sql"])
def test_the_index_forgets_what_is_deleted(newsroom: Newsroom, remove: str) -> None:
    page = live(newsroom, "gone", "Zebra")
    before = _in_index("zebra")

    if remove == "page":
        page.delete()
    elif remove == "document":
        PublishedDocument.objects.get(pk=page.pk).delete()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM delivery_searchtext WHERE document_id = %s", [page.pk])

    assert (before, _in_index("zebra")) == (1, 0)


def test_the_index_follows_a_change_by_sql(newsroom: Newsroom) -> None:
    page = live(newsroom, "changed", "Zebra")

    SearchText.objects.filter(pk=page.pk).update(headline="Quokka", text="")

    assert (_in_index("zebra"), found("quokka")) == (0, ["changed"])


def _in_index(text: str) -> int:
    return SearchIndex.objects.filter(words__matches=Words.read(text).as_query()).count()
