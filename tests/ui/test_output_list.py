import pytest
from PySide6.QtCore import Qt

from desktop_app.exchange.outputs import OUTPUTS
from desktop_app.ui.outputs.output_list import OutputList


@pytest.fixture(params=[False, True], ids=["beside", "above"])
def outputs(qtbot, request):
    """The list beside the preview, and the one above it where the screen is narrow."""
    made = OutputList(OUTPUTS, is_narrow=request.param)
    qtbot.addWidget(made)
    made.told = []
    made.chosen.connect(lambda output: made.told.append(output.name))
    return made


def test_another_output_is_told_once(outputs):
    outputs.choose("签到表")
    outputs.choose("签到表")
    assert (outputs.current.name, outputs.told) == ("签到表", ["签到表"])


def test_what_is_not_there_changes_nothing(outputs):
    outputs.choose("没有这种表")
    assert outputs.current is OUTPUTS[0]
    assert not outputs.told


def test_steps_go_over_the_headings_to_every_output_once(outputs):
    for _ in range(len(OUTPUTS) + 3):
        outputs.step(1)
    names = [OUTPUTS[0].name, *outputs.told]
    assert sorted(names) == sorted(output.name for output in OUTPUTS)


def test_outputs_of_a_group_stand_under_its_heading_with_what_they_are_for(outputs):
    model, heading, found = outputs.view.model(), "", {}
    for row in range(model.rowCount()):
        item = model.item(row)
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            found[item.text()] = (heading, item.toolTip())
        else:
            heading = item.text()
    assert found == {output.name: (output.group, output.about) for output in OUTPUTS}
