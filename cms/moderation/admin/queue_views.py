"""The review queue: one of Wagtail's listings over waiting reviews."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.core import clock
from cms.moderation.models import Review
from cms.moderation.queue import queries, rows
from cms.moderation.queue.filters import QueueFilterSet


class HeadlineColumn(TitleColumn):
    """The headline, its flags, and what has changed."""

    cell_template_name = "moderation/queue/headline_cell.html"


class WaitingColumn(Column):
    """The waiting time, in colour and words."""

    cell_template_name = "moderation/queue/waiting_cell.html"


class QueueView(IndexView):
    """All stories that wait for a decision, or those at one step."""

    model = Review
    permission_policy = policy_registry.get_by_type(Page)  # who edits pages sees their reviews
    any_permission_required = ["change", "publish"]
    page_title = _("Review queue")
    header_icon = "clipboard-list"
    index_url_name = "moderation_queue"
    index_results_url_name = "moderation_queue_results"
    verbose_name_plural = _("stories waiting for review")
    results_template_name = "moderation/queue/results.html"
    filterset_class = QueueFilterSet
    default_ordering = "step_since"
    paginate_by = 50
    show_export_buttons = False
    columns = [
        HeadlineColumn(
            "headline",
            sort_key="page__draft_title",
            get_url=lambda row: reverse("moderation_review", args=[row.page_id]),
        ),
        Column("format", sort_key="page__content_type__model"),
        Column("step", sort_key="workflow_state__current_task_state__task"),
        Column("author", sort_key="page__owner__last_name"),
        WaitingColumn("waiting", sort_key="step_since"),
        NumberColumn("words", sort_key="words"),
        Column("round", sort_key="round"),
        Column("claim", label=_("Claimed by"), sort_key="claimed_at"),
    ]

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Find the step whose queue this is."""
        super().setup(request, *args, **kwargs)
        self.step = None
        if "task_id" in kwargs:
            self.step = queries.steps().filter(pk=kwargs["task_id"]).first()
            if self.step is None:
                raise Http404

    def get_page_subtitle(self) -> str:
        """Name the step."""
        return self.step.name if self.step else ""

    def get_base_queryset(self) -> QuerySet[Review]:
        """Return the reviews that the user sees, at the step."""
        found = queries.listed(self.request.user)
        return found.filter(workflow_state__current_task_state__task=self.step) if self.step else found

    def order_queryset(self, queryset: QuerySet[Review]) -> QuerySet[Review]:
        """Put breaking stories first unless the user chose an order."""
        first = () if self.is_explicitly_ordered else ("-is_breaking",)
        return queryset.order_by(*first, self.ordering, "pk")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """Make rows of one page's reviews."""
        paginator, page, reviews, has_others = super().paginate_queryset(queryset, page_size)
        page.object_list = rows.rows(list(reviews), now=clock.now())
        return paginator, page, page.object_list, has_others

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say whether there is something to choose."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"has_batchable": any(row.is_batchable for row in context["object_list"])}

    def get_index_url(self) -> str:
        """Return the address of the step's queue, or of the whole."""
        return reverse("moderation_queue_step", args=[self.step.pk]) if self.step else super().get_index_url()

    def get_index_results_url(self) -> str:
        """Return the same for the results alone."""
        if self.step:
            return reverse("moderation_queue_step_results", args=[self.step.pk])
        return str(super().get_index_results_url())

    def get_header_buttons(self) -> list[Any]:
        """Lead to the queue of each step, with how many wait there."""
        counts = dict(
            queries.visible_to(self.request.user)
            .order_by()
            .values_list("workflow_state__current_task_state__task")
            .annotate(Count("pk"))
        )
        buttons = [] if self.step is None else [HeaderButton(_("All steps"), reverse("moderation_queue"))]
        buttons += [
            HeaderButton(
                f"{step.name}: {counts.get(step.pk, 0)}", reverse("moderation_queue_step", args=[step.pk])
            )
            for step in queries.steps()
            if step != self.step
        ]
        return buttons
