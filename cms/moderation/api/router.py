"""The addresses of the workflow, below /api/v3/workflow/."""

from collections.abc import Callable

from ninja import Router, Schema

from . import queues, reads, writes
from .schemas import Conflict, Diff, Emergencies, EmergencyEntry, History, Queue, Story

STORY = "stories/{page_id}/"
ACTS: dict[str, Callable[..., Story]] = {
    "submit": writes.submit,
    "withdraw": writes.withdraw,
    "claim": writes.claim,
    "release": writes.release,
    "approve": writes.approve,
    "request-changes": writes.request_changes,
    "schedule": writes.schedule,
    "unschedule": writes.unschedule,
    "unpublish": writes.unpublish,
    "move": writes.move,
    "break-glass": writes.break_glass,
}
# They name the seal that was seen.
SEALED = frozenset({"approve", "request-changes", "schedule", "break-glass"})


def make_router() -> Router:
    """Return the router; problems that any operation may answer are the gate's to declare."""
    router = Router(tags=["workflow"])
    router.get("queues/", response=Queue, operation_id="workflow_queues")(queues.view())
    router.get(STORY, response=Story, operation_id="workflow_story")(reads.story)
    router.get(f"{STORY}history/", response=History, operation_id="workflow_history")(reads.history)
    router.get(f"{STORY}diff/", response=Diff, operation_id="workflow_diff")(reads.diff)
    for name, act in ACTS.items():
        answers: dict[int, type[Schema]] = {200: Story} | ({409: Conflict} if name in SEALED else {})
        router.post(f"{STORY}{name}/", response=answers, operation_id=f"workflow_{name.replace('-', '_')}")(
            act
        )
    router.post(f"{STORY}delete/", response={204: None}, operation_id="workflow_delete")(writes.delete)
    router.get("emergencies/", response=Emergencies, operation_id="workflow_emergencies")(reads.emergencies)
    router.post(
        "emergencies/{entry_id}/countersign/",
        response=EmergencyEntry,
        operation_id="workflow_countersign",
    )(writes.countersign)
    return router
