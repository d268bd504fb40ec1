"""Bodies, ids and tokens that nobody should send: each gets its 4xx, and nothing happens."""

from typing import Any

import pytest

from cms.api.newsroom.api import newsroom_api
from cms.api.newsroom.openapi import operations
from cms.api.newsroom.scopes import Scope
from cms.moderation.models import Decision
from tests.newsroom import Newsroom
from tests.newsroom_api import Api

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
SEAL = "01" + "0" * 64
OF_SCOPE = {
    Scope.DECIDE: {"queues", "claim", "release", "approve", "request_changes"},
    Scope.DRAFTS: {"story", "history", "diff"},
    Scope.WRITE: {"submit", "withdraw"},
    Scope.PUBLISH: {
        "schedule",
        "unschedule",
        "unpublish",
        "move",
        "delete",
        "break_glass",
        "emergencies",
        "countersign",
    },
}
BODIES: dict[str, list[Any]] = {
    "approve": [
        None,
        {},
        {"seal": None},
        {"seal": 1},
        {"seal": "short"},
        {"seal": SEAL.upper() + "x"},
        {"seal": SEAL, "step": 0},
        {"seal": SEAL, "step": "1"},
        {"seal": SEAL, "step": 2**63},
        {"seal": SEAL, "step": True},
        {"seal": SEAL, "comment": "x" * 2001},
        {"seal": SEAL, "comment": "a\x00b"},
        {"seal": SEAL, "door": "admin"},
        {"seal": SEAL, "user": 1},
        "[]",
        "null",
        "{",
        '{"seal": "\\ud800"}',
    ],
    "request-changes": [{"seal": SEAL}, {"seal": SEAL, "reason": "x" * 2001}, {"seal": SEAL, "reason": []}],
    "schedule": [
        {"seal": SEAL},
        {"seal": SEAL, "go_live_at": "2123-03-20"},
        {"seal": SEAL, "go_live_at": "2123-03-20T14:05:00"},
        {"seal": SEAL, "go_live_at": 4835000000},
        {"seal": SEAL, "go_live_at": "4835000000"},
        {"seal": SEAL, "go_live_at": "0001-01-01T00:00:00+14:00"},
        {"seal": SEAL, "expire_at": "9999-12-31T23:59:59-14:00"},
        {"seal": SEAL, "expire_at": {}},
    ],
    "move": [
        {"reason": "x"},
        {"destination_id": 0, "reason": "x"},
        {"destination_id": 2**63, "reason": "x"},
        {"destination_id": 1, "position": "left", "reason": "x"},
        {"destination_id": 1, "position": "sorted-child", "reason": "x"},
    ],
    "delete": [{}, {"reason": ""}, {"reason": "  "}, {"reason": None}, {"reason": "\x00"}],
    "unpublish": [{}, {"reason": ["x"]}, {"reason": "x", "recursive": True}],
    "unschedule": [{}],
    "break-glass": [{"seal": SEAL}, {"reason": "x"}],
    "submit": [{"seal": SEAL}, "[]"],
    "claim": [{"user": 1}],
}


@pytest.mark.parametrize("act", BODIES)
def test_bodies_that_are_none_are_refused(newsroom: Newsroom, act: str) -> None:
    page, api = newsroom.submitted(**PLAIN), Api(newsroom.publisher)

    answers = [api.post(f"workflow/stories/{page.pk}/{act}/", body) for body in BODIES[act]]

    wrong = [
        (b, a.status_code)
        for b, a in zip(BODIES[act], answers, strict=True)
        if a.status_code not in {400, 422}
    ]
    assert wrong == []
    assert {answer["Content-Type"] for answer in answers} == {"application/problem+json"}
    assert not Decision.objects.exists()
    page.refresh_from_db()
    assert page.revisions.count() == 1


@pytest.mark.parametrize("pk", ["0", "-1", "x", "1.5", "%00", "9223372036854775807", "9" * 30, "٣"])
def test_ids_that_are_none_are_refused(newsroom: Newsroom, pk: str) -> None:
    api = Api(newsroom.publisher)

    answers = [
        api.get(f"workflow/stories/{pk}/"),
        api.post(f"workflow/stories/{pk}/claim/"),
        api.post(f"workflow/emergencies/{pk}/countersign/"),
    ]

    assert {answer.status_code for answer in answers} <= {404, 422}


def test_every_operation_needs_the_scope_that_it_is_for(newsroom: Newsroom) -> None:
    document = newsroom_api().get_openapi_schema()

    found = {
        o["operationId"].removeprefix("workflow_"): o["security"][0]["NewsroomToken"][0]
        for _method, o in operations(document)
        if o["operationId"].startswith("workflow_")
    }

    assert found == {name: scope for scope, names in OF_SCOPE.items() for name in names}


def test_a_token_to_read_drafts_reads_and_does_nothing_else(newsroom: Newsroom) -> None:
    page, api = newsroom.submitted(**PLAIN), Api(newsroom.reviewer, scopes=[Scope.DRAFTS])

    reads = [api.get(f"workflow/stories/{page.pk}/{path}") for path in ("", "history/")]
    queue = api.get("workflow/queues/")
    approval = api.post(f"workflow/stories/{page.pk}/approve/", {"seal": page.draft_seal})
    unpublication = api.post(f"workflow/stories/{page.pk}/unpublish/", {"reason": "Wrong."})

    assert [answer.status_code for answer in reads] == [200, 200]
    missing = [answer.json()["missing_scope"] for answer in (queue, approval, unpublication)]
    assert missing == ["decide", "decide", "publish"]
    assert not Decision.objects.exists()
