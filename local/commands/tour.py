"""`agentline tour`: the tour on a stage that runs."""

import json
from collections.abc import Iterator

from rich.console import Console

from local.commands.endpoints import find_stage
from local.commands.errors import CommandError, one_line
from local.commands.faults import read_demo, stage_faults
from local.commands.progress import say, waiting
from local.demo.files import Demo
from local.paths import StagePaths
from local.tour.as_json import tour_as_json
from local.tour.exchange import Exchange
from local.tour.scene import NobodyLeftError, Scene
from local.tour.stage import Stage
from local.tour.story import play_tour
from local.tour.transcript import show_scene


def tour(paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """Play the tour and show it, or print it as one JSON document. Raises CommandError."""
    stage = find_stage(paths)
    demo = read_demo()
    try:
        if as_json:
            scenes = tuple(play(stage, demo, Console(stderr=True)))
            print(json.dumps(tour_as_json(scenes), ensure_ascii=False))
        else:
            show_tour(stage, demo, console)
    except NobodyLeftError as error:
        raise CommandError(f"the tour cannot be played: {one_line(error)}") from error


def play(stage: Stage, demo: Demo, console: Console) -> Iterator[Scene]:
    """Play the tour scene by scene; `console` shows that something is going on meanwhile.

    Raises NobodyLeftError, CommandError.
    """
    with stage_faults(stage.log):
        scenes = play_tour(Exchange(stage), demo)
        while True:
            with waiting("A call is played and rated", console):
                scene = next(scenes, None)
            if scene is None:
                return
            yield scene


def show_tour(stage: Stage, demo: Demo, console: Console) -> None:
    """Play the tour and show each scene as soon as it is over. Raises as `play` does."""
    calls = checks = 0
    for calls, scene in enumerate(play(stage, demo, console), start=1):
        show_scene(scene, calls, console)
        checks += len(scene.checked)
    console.print()
    say(f"[green]✓[/] The tour is over: {calls} calls, {checks} checks held.", console)
