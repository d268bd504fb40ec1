"""Groups, their permissions and the review workflow; every function can run any number of times."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.permissions import policy_registry

from .models import ReviewSettings, ReviewTask

WRITERS, REVIEWERS, PUBLISHERS = "Writers", "Reviewers", "Publishers"
PAGE_PERMISSIONS = {
    WRITERS: ("add_page",),
    REVIEWERS: ("add_page", "change_page"),
    PUBLISHERS: ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
}
IMAGE_ACTIONS = {
    WRITERS: ("add", "choose"),
    REVIEWERS: ("add", "choose"),
    PUBLISHERS: ("add", "change", "choose"),
}
WORKFLOW_NAME = "Newsroom review"
# With one step, the publishers' step is the one that stays.
STEPS = (("Desk review", REVIEWERS), ("Publish sign-off", PUBLISHERS))


def ensure_groups(
    root: Page, snippets: Mapping[str, Iterable[type[Model]]], *, named: Iterable[type[Model]] = ()
) -> None:
    """Create the three groups with their rights under `root`; `snippets` maps a group to what it may edit.

    Writers may look up what is `named`: their programs need its ids, as people have choosers.
    """
    for name, page_permissions in PAGE_PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        for codename in page_permissions:
            permission = _permission("wagtailcore", codename)
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        for action in IMAGE_ACTIONS[name]:
            _allow_images(group, action)
        for model in snippets.get(name, ()):
            group.permissions.add(*_permissions_of(model))
    views = [_permission(model._meta.app_label, f"view_{model._meta.model_name}") for model in named]
    Group.objects.get(name=WRITERS).permissions.add(*views)
    Group.objects.get(name=PUBLISHERS).permissions.add(*_permissions_of(ReviewSettings))


def ensure_workflow(root: Page, *, steps: int) -> Workflow:
    """Create or reshape the review on `root`: two steps, or one, which the publishers take.

    Steps that reviews are waiting at keep their rows, so that no running review is lost.
    """
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    wanted = STEPS[-steps:]
    tasks = [_ensure_task(name, group) for name, group in wanted]
    WorkflowTask.objects.filter(workflow=workflow).exclude(task__in=tasks).delete()
    for order, task in enumerate(tasks):
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    return workflow


def retire_stock_groups() -> None:
    """Remove Wagtail's own groups and workflow while nobody uses them: stock moderators publish directly."""
    for group in Group.objects.filter(name__in=("Editors", "Moderators"), user__isnull=True):
        group.delete()
    for workflow in Workflow.objects.filter(name="Moderators approval", active=True):
        if not workflow.workflow_states.exists():
            workflow.deactivate()


def _ensure_task(name: str, group: str) -> ReviewTask:
    task: ReviewTask
    task, _created = ReviewTask.objects.get_or_create(name=name)
    task.groups.set([Group.objects.get(name=group)])
    return task


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _permissions_of(model: type[Model]) -> Any:
    return Permission.objects.filter(content_type=ContentType.objects.get_for_model(model))


def _allow_images(group: Group, action: str) -> None:
    # Wagtail asks for the rights on its own image model, whichever model holds the pictures.
    image = ContentType.objects.get_for_model(policy_registry.get_by_type(get_image_model()).auth_model)
    permission = Permission.objects.get(content_type=image, codename=f"{action}_{image.model}")
    GroupCollectionPermission.objects.get_or_create(
        group=group, collection=Collection.get_first_root_node(), permission=permission
    )
