"""`agentline tour`: the tour on a stage that runs."""

import json
from collections.abc import Iterator

from rich.console import Console

from local.billing.book import Book
from local.billing.client import pay
from local.commands.billing_desk import open_desk
from local.commands.endpoints import find_stage
from local.commands.errors import CommandError, one_line
from local.commands.faults import read_demo, stage_faults
from local.commands.progress import say, waiting
from local.demo.files import Demo
from local.paths import StagePaths
from local.tour.as_json import tour_as_json
from local.tour.exchange import Exchange
from local.tour.office import Office
from local.tour.scene import NobodyLeftError, OfficeScene, Scene
from local.tour.stage import Stage
from local.tour.story import play_tour
from local.tour.transcript import show_scene


def tour(paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """Play the tour and show it, or print it as one JSON document. Raises CommandError."""
    stage = find_stage(paths)
    demo = read_demo()
    try:
        if as_json:
            scenes = tuple(play(stage, paths, demo, Console(stderr=True)))
            print(json.dumps(tour_as_json(scenes), ensure_ascii=False))
        else:
            show_tour(stage, paths, demo, console)
    except NobodyLeftError as error:
        raise CommandError(f"the tour cannot be played: {one_line(error)}") from error


def play(
    stage: Stage, paths: StagePaths, demo: Demo, console: Console
) -> Iterator[Scene | OfficeScene]:
    """Play the tour scene by scene; `console` shows that something is going on meanwhile.

    Raises NobodyLeftError, CommandError.
    """
    with stage_faults(stage.log):
        scenes = play_tour(Exchange(stage), open_office(stage, paths), demo)
        while True:
            with waiting("The next scene is played", console):
                scene = next(scenes, None)
            if scene is None:
                return
            yield scene


def show_tour(stage: Stage, paths: StagePaths, demo: Demo, console: Console) -> None:
    """Play the tour and show each scene as soon as it is over. Raises as `play` does."""
    scenes = checks = 0
    for scenes, scene in enumerate(play(stage, paths, demo, console), start=1):
        show_scene(scene, scenes, console)
        checks += len(scene.checked)
    console.print()
    say(f"[green]✓[/] The tour is over: {scenes} scenes, {checks} checks held.", console)


def open_office(stage: Stage, paths: StagePaths) -> Office:
    """The desk of staff on a running stage, and its billing service."""
    return Office(
        desk=open_desk(stage),
        receipt=lambda reference: Book(paths.billing_book).entries.get(reference),
        press_pay=lambda reference: pay(paths.billing_url.read_text(encoding="ascii"), reference),
        log=str(stage.log),
    )
