from django.urls import path

from podworko.needs.exchange_urls import exchange_pages
from podworko.needs.views import deciding, histories, parts, problems, review_periods, sought, tree, visitors

app_name = "needs"

PROBLEMS = "<slug:area_slug>/problems/"
PROBLEM = "<slug:area_slug>/problems/<int:pk>/"
NOT_FOUND = "<slug:area_slug>/problems/not-found/"
REPORTS = "<slug:area_slug>/problems/reports/"

urlpatterns = [
    path(PROBLEMS, problems.problems, name="problems"),
    path(PROBLEM, problems.problem, name="problem"),
    path(f"{PROBLEMS}new/", problems.add_problem, name="add_problem"),
    path(f"{PROBLEMS}tree/", tree.problem_tree, name="problem_tree"),
    path(f"{PROBLEMS}limits/", review_periods.change_review_period, name="change_review_period"),
    path(f"{PROBLEMS}report/", visitors.report_problem, name="report_problem"),
    path(f"{PROBLEMS}report/<str:token>/", visitors.report_fate, name="report_fate"),
    path(REPORTS, deciding.reports, name="reports"),
    path(f"{REPORTS}<int:pk>/join/", deciding.join_report, name="join_report"),
    path(f"{REPORTS}<int:pk>/decline/", deciding.decline_report, name="decline_report"),
    path(NOT_FOUND, sought.not_found, name="not_found"),
    path(f"{NOT_FOUND}not-found.csv", sought.not_found_csv, name="not_found_csv"),
    path(f"{NOT_FOUND}not-found.pdf", sought.print_not_found, name="print_not_found"),
    path(f"{NOT_FOUND}read/", sought.read_not_found, name="read_not_found"),
    path(f"{NOT_FOUND}<int:pk>/", sought.settle_not_found, name="settle_not_found"),
    path(f"{NOT_FOUND}<int:pk>/delete/", sought.delete_not_found, name="delete_not_found"),
    path(f"{PROBLEMS}deleted/", histories.deleted_problems, name="deleted_problems"),
    path(f"{PROBLEMS}deleted/<int:entry_id>/bring-back/", histories.bring_back_problem, name="bring_back_problem"),
    path(f"{PROBLEM}support/", visitors.support_problem, name="support_problem"),
    path(f"{PROBLEM}edit/", problems.change_problem, name="change_problem"),
    path(f"{PROBLEM}review/", problems.review_problem, name="review_problem"),
    path(f"{PROBLEM}delete/", problems.delete_problem, name="delete_problem"),
    path(f"{PROBLEM}changes/", histories.problem_changes, name="problem_changes"),
    path(
        f"{PROBLEM}changes/<int:entry_id>/restore/", histories.restore_problem_version, name="restore_problem_version"
    ),
    path(f"{PROBLEM}evidence/new/", parts.add_evidence, name="add_evidence"),
    path(f"{PROBLEM}evidence/<int:evidence>/edit/", parts.change_evidence, name="change_evidence"),
    path(f"{PROBLEM}evidence/<int:evidence>/delete/", parts.delete_evidence, name="delete_evidence"),
    path(f"{PROBLEM}responses/new/", parts.add_response, name="add_response"),
    path(f"{PROBLEM}responses/<int:response>/delete/", parts.delete_response, name="delete_response"),
    path(f"{PROBLEM}causes/new/", parts.add_cause, name="add_cause"),
    path(f"{PROBLEM}causes/<int:link>/delete/", parts.delete_cause, name="delete_cause"),
    path(f"{PROBLEM}merge/", parts.merge_problem, name="merge_problem"),
    path(f"{PROBLEM}separate/", parts.separate_problem, name="separate_problem"),
    *exchange_pages,
]
