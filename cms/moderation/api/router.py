"""The addresses of the workflow, below /api/v3/workflow/."""

from collections.abc import Callable

from ninja import Router

from . import queues, reads, writes
from .schemas import Diff, Emergencies, EmergencyEntry, History, Queue, Story

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


def make_router() -> Router:
    """Give the router; what may be answered besides a success is the gate's to declare."""
    router = Router(tags=["workflow"])
    router.get("queues/", response=Queue, operation_id="workflow_queues")(queues.view())
    router.get(STORY, response=Story, operation_id="workflow_story")(reads.story)
    router.get(f"{STORY}history/", response=History, operation_id="workflow_history")(reads.history)
    router.get(f"{STORY}diff/", response=Diff, operation_id="workflow_diff")(reads.diff)
    for name, act in ACTS.items():
        router.post(f"{STORY}{name}/", response=Story, operation_id=f"workflow_{name.replace('-', '_')}")(act)
    router.post(f"{STORY}delete/", response={204: None}, operation_id="workflow_delete")(writes.delete)
    router.get("emergencies/", response=Emergencies, operation_id="workflow_emergencies")(reads.emergencies)
    router.post(
        "emergencies/{entry_id}/countersign/",
        response=EmergencyEntry,
        operation_id="workflow_countersign",
    )(writes.countersign)
    return router
