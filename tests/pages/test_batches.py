"""The page "Files" without a browser: history, one file, comparison, approval asked for twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hitechtex.catalog import Catalog
from hitechtex.ingest import ingest
from hitechtex.store import append, current, open_store
from tests.conftest import ROOT
from tests.pages.conftest import Visit, words

HEADER = "exchange_id,partner,visiting_organisation,status,start_date,working_days\n"
FIRST = f"{HEADER}A,citeve,Fios,paid,2023-03-06,3\nB,citeve,Lana,paid,2023-04-07,4\n"
SECOND = f"{HEADER}A,citeve,Fios,paid,2023-03-06,9\nC,citeve,Seta,paid,2023-05-08,five\n"


@pytest.fixture
def two_files(tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with two files of one partner: the second says other days, and has a fault."""
    store = open_store(tmp_path / "store")
    for name, text in (("first.csv", FIRST), ("second.csv", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        append(store, ingest(tmp_path / name, dataset="exchanges", catalog=catalog, key=b"k" * 32))
    return store.path


@pytest.fixture
def files(visit: Visit, two_files: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    monkeypatch.setenv("HITECHTEX_STORE", str(two_files))

    def opened(section: str) -> AppTest:
        page = visit("batches")
        page.session_state["section"] = section
        return page.run()

    return opened


def shown(page: AppTest) -> str:
    tables = "\n".join(table.value.to_csv() for table in page.dataframe)
    spoken = [each.value for kind in (page.success, page.warning, page.markdown) for each in kind]
    assert not page.exception
    return "\n".join((words(page), tables, *spoken))


def states(store: Path) -> list[tuple[str, str, str]]:
    return [(r.file, r.state, r.review) for r in current(open_store(store)).batches]


def act(page: AppTest, name: str, *, role: str = "coordinator", why: str = "") -> AppTest:
    page.text_input(key="review-role").set_value(role)
    page.text_area(key="review-why").set_value(why)
    page.button(key=f"review-{name}").click().run()
    return page


@pytest.mark.parametrize("section", ["history", "one", "compare", "periods"])
def test_every_section_opens_on_files_on_the_sample_and_on_nothing(
    files: Visit, section: str, visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    sample_store: Path,
) -> None:  # fmt: skip
    open_store(tmp_path / "empty")
    page = files(section)
    assert not page.error and not page.exception, [e.value for e in page.error]
    nothing = (ROOT / "examples" / "erasmus-2012" / "project.toml", tmp_path / "empty")
    for project, store in ((ROOT / "data" / "project.toml", sample_store), nothing):
        monkeypatch.setenv("HITECHTEX_PROJECT", str(project))
        monkeypatch.setenv("HITECHTEX_STORE", str(store))
        page = files(section)
        assert not page.error and not page.exception, (page.error, page.exception)
    if section in ("one", "compare"):  # the last one: a partnership without a sample, and no file
        assert "There is no file in the selection." in shown(page)


def test_the_history_says_what_is_approved(files: Visit) -> None:
    said = shown(files("history"))
    assert "0 of 2 files that count are approved" in said
    assert "first.csv" in said and "second.csv" in said and "Submitted" in said
    assert "batches?section=One+file&amp;batch=" in said


def test_one_file_shows_its_months_and_faults(files: Visit) -> None:
    said = shown(files("one"))
    assert "The file holds 1 accepted row" in said and "second.csv" in said
    assert "“five” is not a number." in said


def test_two_files_are_compared_cell_by_cell(files: Visit) -> None:
    said = shown(files("compare"))
    assert "Rows added: 0, changed: 1, gone: 1" in said
    assert "working_days" in said or "Working days" in said
    assert "first.csv" in said


def test_a_file_is_approved_only_after_it_is_asked_once_more(files: Visit, two_files: Path) -> None:
    page = act(files("one"), "approve")
    assert "Approve second.csv?" in shown(page)
    assert states(two_files)[1] == ("second.csv", "live", "submitted")
    page.button(key="review-yes").click().run()
    assert "second.csv is approved." in shown(page)
    assert states(two_files)[1] == ("second.csv", "live", "approved")
    assert "It is approved since" in shown(page) and "by coordinator" in shown(page)
    assert {each.key for each in page.button if str(each.key).startswith("review-")} == {
        "review-reopen"
    }
    act(page, "reopen", why="A row is missing.").button(key="review-yes").click().run()
    assert states(two_files)[1] == ("second.csv", "live", "submitted")
    assert "“A row is missing.”" in shown(page)


def test_nobody_acts_without_a_function_and_no_means_no(files: Visit, two_files: Path) -> None:
    page = act(files("one"), "undo", role=" ")
    page.button(key="review-yes").click().run()
    assert "Nothing was changed. Say in which function you act" in page.error[0].value
    page.button(key="review-no").click().run()
    assert not page.warning
    assert [state for _, state, _ in states(two_files)] == ["live", "live"]


def test_a_file_is_returned_with_a_comment_and_taken_back(files: Visit, two_files: Path) -> None:
    page = act(files("one"), "send_back")
    page.button(key="review-yes").click().run()
    assert "without a comment" in page.error[0].value
    page.text_area(key="review-why").set_value("Mend row 3.")
    page.button(key="review-yes").click().run()
    assert states(two_files)[1] == ("second.csv", "live", "returned")
    act(page, "undo").button(key="review-yes").click().run()
    assert "its rows no longer count. Files that count: 2 before, 1 now." in shown(page)
    assert states(two_files)[1][1] == "undone"


def test_a_period_is_approved_and_reopened(files: Visit, two_files: Path) -> None:
    page = files("periods")
    page.selectbox(key="period-dataset").select("exchanges")
    page.selectbox(key="period-until").select("2023-03-31").run()
    act(page, "approve_period").button(key="review-yes").click().run()
    (period,) = current(open_store(two_files)).periods
    assert (period.partner, period.dataset, str(period.until), period.by) == (
        "citeve", "exchanges", "2023-03-31", "coordinator",
    )  # fmt: skip
    assert "1 period is approved" in shown(page)
    act(page, "reopen_period").button(key="review-yes").click().run()
    assert current(open_store(two_files)).periods == ()


def test_the_page_on_which_a_file_is_replaced_is_a_click_away(files: Visit) -> None:
    page = files("one")
    links = [each for each in page.get("page_link") if each.proto.page.endswith("bring")]
    assert [each.proto.label for each in links] == ["Bring the corrected file"]
    assert "takes the place of" in shown(page)


def test_an_approved_file_is_not_offered_to_be_replaced(files: Visit) -> None:
    page = act(files("one"), "approve")
    page.button(key="review-yes").click().run()
    assert "takes the place of" not in shown(page)
