"""A review, the contents it has seen, and the decisions on them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, WorkflowState

# With changes requested a story is still in its review.
OPEN = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


class Review(models.Model):
    """What Galley knows of one of Wagtail's workflow states; a story keeps it over all rounds."""

    workflow_state = models.OneToOneField(
        WorkflowState, on_delete=models.CASCADE, primary_key=True, related_name="review"
    )
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="reviews")
    # The ids of the steps when the story was submitted: taking a step away must not skip it.
    steps = models.JSONField(default=list)
    round = models.PositiveSmallIntegerField(default=0)
    seal = models.CharField(max_length=66)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField()
    step_since = models.DateTimeField()
    words = models.PositiveIntegerField(default=0)
    summary = models.CharField(max_length=300, blank=True)
    # Taken from the story when it is submitted, so that the queue reads rows and loads no page.
    changes = models.CharField(max_length=255, blank=True)
    keys = models.TextField(blank=True)
    is_breaking = models.BooleanField(default=False)
    deadline = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)
    # Whether people were notified that the step is overdue, or that nobody is left to decide it.
    is_overdue_told = models.BooleanField(default=False)
    is_stuck_told = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["step_since"], name="review_waiting")]

    def __str__(self) -> str:
        return f"review {self.pk}, round {self.round}"


class Snapshot(models.Model):
    """Sealed content that was submitted or saved during a review, to show what changed since."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="snapshots")
    seal = models.CharField(max_length=66)
    content = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "seal"], name="snapshot_once")]

    def __str__(self) -> str:
        return f"{self.seal[:10]} in review {self.review_id}"


class Decision(models.Model):
    """What a user decided, on exactly which content, through which door; written by `decisions` alone."""

    class Kind(models.TextChoices):
        """What was decided."""

        APPROVE = "approve", _("Approved")
        REQUEST_CHANGES = "request_changes", _("Changes requested")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="decisions")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    task_state_id = models.PositiveBigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    seal = models.CharField(max_length=66)
    round = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    door = models.CharField(max_length=20)
    at = models.DateTimeField()
    # A change of the content takes the force from earlier approvals; they stay as history.
    is_valid = models.BooleanField(default=True)
    # What has changed since, in a few words; written when the story is submitted again.
    changes_since = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "task"],
                condition=models.Q(kind="approve", is_valid=True),
                name="approval_once_per_step",
            ),
            models.UniqueConstraint(
                fields=["review", "user"],
                condition=models.Q(kind="approve", is_valid=True),
                name="approval_once_per_person",
            ),
        ]
        indexes = [models.Index(fields=["review", "at"], name="decision_history")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.user} on {self.seal[:10]}"
