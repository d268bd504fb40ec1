"""Three people's programs take a story from nothing to readers over HTTP; the transcript is the test."""

from typing import Any

from django.test import Client

from tests.newsroom import Newsroom
from tests.newsroom_api import Api

TRANSCRIPT = """\
writer post pages/: 201 The first
reader get /api/v2/pages/ID/: 404
writer patch pages/ID/: 200 The second headline
reviewer patch pages/ID/: 412 The draft has changed since you read it. Read it again.
writer post workflow/stories/ID/submit/: 422 topics
writer patch pages/ID/: 200 The second headline
writer post workflow/stories/ID/submit/: 200 in_review at Desk review, round 1
writer patch pages/ID/: 403
writer post workflow/stories/ID/approve/: 403 You worked on this story, so someone else has to decide.
publisher post workflow/stories/ID/approve/: 403 Another group decides this step.
reviewer get workflow/queues/: 200 1 waiting
reviewer post workflow/stories/ID/request-changes/: 422
reviewer post workflow/stories/ID/request-changes/: 200 changes_requested
writer get workflow/stories/ID/history/: 200 Name the source.
writer patch pages/ID/: 200 The third headline
writer post workflow/stories/ID/submit/: 200 in_review at Desk review, round 2
reviewer get workflow/stories/ID/diff/: 200 Headline
reviewer post workflow/stories/ID/approve/: 409 The story has changed since you opened it. Nothing was done.
reviewer post workflow/stories/ID/approve/: 200 in_review at Publish sign-off, round 2
reviewer post workflow/stories/ID/approve/: 403 You decided another step, so someone else decides this one.
reader get /api/v2/pages/ID/: 404
publisher post workflow/stories/ID/approve/: 200 live
publisher post pages/ID/actions/publish/: 403
reader get /api/v2/pages/ID/: 200 The third headline
"""


class Transcript:
    """Sends requests of several people, and writes down what came of each."""

    def __init__(self, people: dict[str, Api]) -> None:
        self.people = people
        self.lines: list[str] = []
        self.reader = Client(raise_request_exception=False)
        self.page_id = ""

    def __call__(self, who: str, method: str, path: str, data: Any = None, **headers: str) -> Any:
        """Send as somebody; `ID` in a path stands for the story."""
        api, at = self.people[who], path.replace("ID", self.page_id)
        answer = api.send(method, at, data, **headers)
        self.write(who, method, path, answer)
        return answer

    def read(self) -> Any:
        """Read as everybody may."""
        answer = self.reader.get(f"/api/v2/pages/{self.page_id}/")
        self.write("reader", "get", "/api/v2/pages/ID/", answer)
        return answer

    def write(self, who: str, method: str, path: str, answer: Any) -> None:
        """Note a request and its answer."""
        said = told(path, answer.status_code, answer.json())
        self.lines.append(f"{who} {method} {path}: {answer.status_code} {said}".rstrip())


def told(path: str, status: int, body: dict[str, Any]) -> str:
    """Return what an answer says, in a few words."""
    if status == 422:
        return ", ".join(
            str(error["loc"][-1]) for error in body.get("errors", ()) if error["loc"][0] != "body"
        )
    if status >= 400:
        return (
            str(body["detail"]).replace(": somebody else must decide this one", "")
            if path.endswith("approve/") or status == 412
            else ""
        )
    if path.endswith("queues/"):
        return f"{body['count']} waiting"
    if path.endswith("history/"):
        return [entry["text"] for entry in body["items"] if entry["text"]][-1]
    if path.endswith("diff/"):
        return ", ".join(change["heading"] for change in body["changes"])
    if "workflow" in path:
        step = f" at {body['step']['name']}, round {body['round']}" if body["step"] else ""
        return f"{body['state']}{step}"
    return str(body["title"])


def test_three_tokens_take_a_story_live(newsroom: Newsroom) -> None:
    people = {name: Api(getattr(newsroom, name)) for name in ("writer", "reviewer", "publisher")}
    call = Transcript(people)
    topic = newsroom.topic("Somalia").pk
    meta = {"type": "news.BriefPage", "parent_id": newsroom.news.pk}
    text = [{"type": "paragraph", "value": "<p>Ships wait at the harbour.</p>"}]

    made = call(
        "writer", "post", "pages/", {"meta": meta, "title": "The first", "body": text, "no_picture": True}
    )
    call.page_id, first = str(made.json()["id"]), made["ETag"]
    call.read()
    second = call("writer", "patch", "pages/ID/", {"title": "The second headline"}, HTTP_IF_MATCH=first)[
        "ETag"
    ]
    call("reviewer", "patch", "pages/ID/", {"title": "Mine"}, HTTP_IF_MATCH=first)
    call("writer", "post", "workflow/stories/ID/submit/")
    third = call("writer", "patch", "pages/ID/", {"topics": [topic]}, HTTP_IF_MATCH=second)["ETag"]
    story = call("writer", "post", "workflow/stories/ID/submit/").json()
    assert third == f'"{story["seal"]}"'
    call("writer", "patch", "pages/ID/", {"title": "Quickly"}, HTTP_IF_MATCH=third)
    call("writer", "post", "workflow/stories/ID/approve/", {"seal": story["seal"]})
    call("publisher", "post", "workflow/stories/ID/approve/", {"seal": story["seal"]})
    call("reviewer", "get", "workflow/queues/")
    call("reviewer", "post", "workflow/stories/ID/request-changes/", {"seal": story["seal"]})
    reason = {"seal": story["seal"], "reason": "Name the source."}
    call("reviewer", "post", "workflow/stories/ID/request-changes/", reason)
    call("writer", "get", "workflow/stories/ID/history/")
    call("writer", "patch", "pages/ID/", {"title": "The third headline"}, HTTP_IF_MATCH=third)
    again = call("writer", "post", "workflow/stories/ID/submit/").json()
    call("reviewer", "get", "workflow/stories/ID/diff/", {"from": "last-decision"})
    stale = call("reviewer", "post", "workflow/stories/ID/approve/", {"seal": story["seal"]}).json()
    assert stale["current_seal"] == again["seal"]
    call("reviewer", "post", "workflow/stories/ID/approve/", {"seal": again["seal"]})
    call("reviewer", "post", "workflow/stories/ID/approve/", {"seal": again["seal"]})
    call.read()
    call("publisher", "post", "workflow/stories/ID/approve/", {"seal": again["seal"]})
    call("publisher", "post", "pages/ID/actions/publish/", HTTP_IF_MATCH=f'"{again["seal"]}"')
    document = call.read().json()

    assert "\n".join(call.lines) == TRANSCRIPT.strip()
    assert document["body"][0]["value"] == "<p>Ships wait at the harbour.</p>"
