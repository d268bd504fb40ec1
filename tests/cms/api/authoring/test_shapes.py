"""Whatever shape is sent for a story, the answer is a reason, and never an error of the server."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.models import StoryPage
from tests.authoring import sendable, story
from tests.newsroom import FORMATS, Newsroom
from tests.newsroom_api import Api

Path = tuple[str | int, ...]
DEEP: list[Any] = []
for _ in range(25):
    DEEP = [DEEP]
JUNK: list[Any] = [
    None,
    [],
    {},
    "",
    "x",
    -1,
    2**62,
    0.5,
    True,
    [None],
    [{}],
    [[]],
    {"type": {}},
    {"type": "figure"},
    {"type": "heading", "value": []},
    {"id": {}, "type": "number_item", "value": None},
    DEEP,
    "\u0300<b",
    "<!--<p",
    "&#0;&#xd800;",
    "<![CDATA[",
]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "id", "value", "image", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def paths(value: Any, place: Path = ()) -> Iterator[Path]:
    """Return the place of each value inside."""
    yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, nested in inner:
        yield from paths(nested, (*place, key))


def replaced(body: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """Return a copy with another value at a place."""
    changed = copy.deepcopy(body)
    target: Any = changed
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return changed


def without(body: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return a copy that lacks what is at a place."""
    changed = copy.deepcopy(body)
    target: Any = changed
    for key in path[:-1]:
        target = target[key]
    del target[path[-1]]
    return changed


def check(api: Api, page_id: int, body: dict[str, Any]) -> int:
    """Assert that an answer is an answer, and that what was taken can be read and written back."""
    path = f"pages/{page_id}/"
    answer = api.patch(path, body)
    assert answer.status_code in {200, 400, 422}, (body, answer.content[:500])
    if answer.status_code == 200:
        read = api.get(path, version="draft")
        assert read.status_code == 200
        assert api.patch(path, sendable(read.json())).status_code == 200
    return int(answer.status_code)


def of_story(page_id: int) -> tuple[dict[str, Any], list[Path]]:
    """Return a story as it was read, and all places in it."""
    owner = StoryPage.objects.get(pk=page_id).owner
    body = sendable(Api(owner).get(f"pages/{page_id}/", version="draft").json())
    return body, [path for path in paths(body) if path]


@pytest.mark.parametrize("kind", FORMATS)
def test_whatever_stands_at_a_place_of_a_story_is_answered(newsroom: Newsroom, kind: str) -> None:
    api = Api(newsroom.writer)
    page_id = api.post("pages/", story(newsroom, kind)).json()["id"]
    body, places = of_story(page_id)

    @settings(
        max_examples=10,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(place=st.sampled_from(places), junk=st.sampled_from(JUNK) | json_values)
    def each(place: Path, junk: Any) -> None:
        check(api, page_id, {place[0]: replaced(body, place, junk)[str(place[0])]})

    each()


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("kind", FORMATS)
def test_each_junk_at_each_place_of_a_story_is_answered(newsroom: Newsroom, kind: str) -> None:
    api = Api(newsroom.writer)
    page_id = api.post("pages/", story(newsroom, kind)).json()["id"]
    body, places = of_story(page_id)

    statuses = {
        api.patch(f"pages/{page_id}/", replaced(body, place, junk)).status_code
        for place in places
        for junk in JUNK[::5]
    }

    assert statuses == {200, 422}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_member_without_type_or_value_is_refused(newsroom: Newsroom, kind: str) -> None:
    api = Api(newsroom.writer)
    page_id = api.post("pages/", story(newsroom, kind)).json()["id"]
    body, places = of_story(page_id)
    needed = [place for place in places if len(place) == 3 and place[2] in {"type", "value"}]

    statuses = [check(api, page_id, without(body, place)) for place in needed]

    assert statuses == [422] * len(needed)
    assert len(needed) >= 4
