"""The dependency layer: what the functions import, for Lambda's platform, and nothing more."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from infra.settings import Architecture

PLATFORMS: dict[Architecture, str] = {
    "x86_64": "x86_64-manylinux2014",
    "arm64": "aarch64-manylinux2014",
}
# The AWS services the functions call, by botocore's names. Each client costs its own model file.
SERVICES = (
    "cognito-idp",
    "connect",
    "dynamodb",
    "kinesis",
    "s3",
    "secretsmanager",
    "sqs",
    "stepfunctions",
)
# The operations the functions call of a service that has many. A client makes a method of each.
OPERATIONS = {
    "cognito-idp": (
        "AdminAddUserToGroup",
        "AdminCreateUser",
        "AdminDisableUser",
        "AdminEnableUser",
        "AdminGetUser",
        "AdminListGroupsForUser",
        "AdminRemoveUserFromGroup",
        "AdminUserGlobalSignOut",
        "ListUsers",
        "ListUsersInGroup",
    ),
    "dynamodb": (
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "DescribeEndpoints",
        "DescribeTable",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "TransactGetItems",
        "TransactWriteItems",
        "UpdateItem",
    ),
    "kinesis": ("PutRecord",),
    "stepfunctions": ("DescribeExecution", "StartExecution"),
}
# Read by every botocore client, whatever the service.
SHARED_MODELS = (
    "_retry.json",
    "endpoints.json",
    "partitions.json",
    "sdk-default-configuration.json",
)
# Roots of Amazon Trust Services, under which every AWS endpoint has its certificate; labels as in
# botocore's bundle. https://www.amazontrust.com/repository/
AMAZON_ROOTS = (
    "Amazon Root CA 1",
    "Amazon Root CA 2",
    "Amazon Root CA 3",
    "Amazon Root CA 4",
    "Starfield Services Root Certificate Authority - G2",
)


class DependencyError(RuntimeError):
    """The packages could not be fetched, or look otherwise than the trimming expects. One line."""


def locked_requirements(root: Path) -> str:
    """The run-time packages of `<root>/uv.lock` with versions and hashes, as a requirements file.

    Raises DependencyError.
    """
    return _run_uv("export", "--frozen", "--no-dev", "--no-emit-project", "--no-header", cwd=root)


def install(requirements: str, site: Path, architecture: Architecture | Literal["machine"]) -> None:
    """Install the wheels of `requirements` into the folder `site`, trimmed to what is read.

    Raises DependencyError.
    """
    site.mkdir(parents=True)
    listed = site.parent / "requirements.txt"
    listed.write_text(requirements, encoding="utf-8")
    platform = () if architecture == "machine" else ("--python-platform", PLATFORMS[architecture])
    _run_uv(
        *("pip", "install", "--python", sys.executable, "--python-version", "3.13"),
        *("--target", str(site), "--requirements", str(listed), "--require-hashes", "--no-deps"),
        *("--only-binary", ":all:", "--link-mode", "copy", *platform),
        cwd=site.parent,
    )
    listed.unlink()
    trim(site)


def trim(site: Path) -> None:
    """Remove from installed packages what no function reads. Raises DependencyError.

    Distribution metadata goes as well: pydantic and urllib3 ask for it only where they report
    versions, and without it pydantic does not search every distribution for plugins.
    """
    for pattern in ("*.dist-info", "bin", ".lock"):
        _remove(site.glob(pattern))
    for pattern in ("tests", "__pycache__", "*.pyi", "py.typed"):
        _remove(site.rglob(pattern))
    # Made for boto3.resource, which nothing uses.
    _remove(site / "boto3" / name for name in ("data", "examples"))
    models = site / "botocore" / "data"
    _keep_only(models, (*SERVICES, *SHARED_MODELS))
    _remove(models.rglob("examples-1.json"))
    for model in list(models.rglob("*.json.gz")):
        _unpack(model)
    _trim_phone_formats(site / "phonenumbers" / "data")
    _trim_http2(site / "urllib3" / "http2")
    _trim_endpoints(models / "endpoints.json")
    _trim_certificates(site / "botocore" / "cacert.pem")


def _unpack(packed: Path) -> None:
    """Each client unpacks and parses its model anew: most of one is documentation."""
    model = _undocumented(json.loads(gzip.decompress(packed.read_bytes())))
    plain = packed.with_suffix("")
    service = packed.parent.parent.name
    if plain.name == "service-2.json" and service in OPERATIONS:
        _keep_operations(model, OPERATIONS[service])
    for parameter in model.get("clientContextParams", {}).values():
        parameter["documentation"] = ""  # botocore insists on this one with every S3 request
    plain.write_text(json.dumps(model, separators=(",", ":")), encoding="utf-8")
    packed.unlink()


def _keep_operations(model: dict[str, Any], names: Iterable[str]) -> None:
    """Leave these operations and the shapes that can be reached from them."""
    if missing := set(names) - set(model["operations"]):
        raise DependencyError(f"botocore has lost {', '.join(sorted(missing))}")
    model["operations"] = {name: model["operations"][name] for name in names}
    reached: set[str] = set()
    ahead = list(_shapes_named(model["operations"]))
    while ahead:
        shape = ahead.pop()
        if shape not in reached:
            reached.add(shape)
            ahead += _shapes_named(model["shapes"][shape])
    model["shapes"] = {name: model["shapes"][name] for name in sorted(reached)}


def _shapes_named(model: Any) -> Iterator[str]:
    if isinstance(model, dict):
        if isinstance(model.get("shape"), str):
            yield model["shape"]
        for part in model.values():
            yield from _shapes_named(part)
    elif isinstance(model, list):
        for part in model:
            yield from _shapes_named(part)


def _undocumented(model: Any) -> Any:
    """Texts only: a member of a shape may be called documentation, and is an object."""
    if isinstance(model, dict):
        return {
            name: _undocumented(part)
            for name, part in model.items()
            if name != "documentation" or not isinstance(part, str)
        }
    return [_undocumented(part) for part in model] if isinstance(model, list) else model


def _trim_endpoints(path: Path) -> None:
    endpoints = json.loads(_read(path))
    for partition in endpoints["partitions"]:
        services = partition["services"]
        partition["services"] = {name: services[name] for name in SERVICES if name in services}
    path.write_text(json.dumps(endpoints, separators=(",", ":")), encoding="utf-8")


def _trim_certificates(path: Path) -> None:
    """Keep Amazon's roots: parsing all the world's takes a tenth of a cold start."""
    kept: dict[str, str] = {}
    for entry in _read(path).split("# Issuer: ")[1:]:
        label = entry.partition('# Label: "')[2].partition('"')[0]
        if label in AMAZON_ROOTS:
            kept[label] = "# Issuer: " + entry
    if missing := set(AMAZON_ROOTS) - set(kept):
        raise DependencyError(f"botocore's cacert.pem has lost {', '.join(sorted(missing))}")
    path.write_text("".join(kept.values()), encoding="utf-8")


def _trim_phone_formats(folder: Path) -> None:
    """Leave out how numbers may be spelled in running text, a module a country, loaded at once.

    Only the search of texts for numbers reads it, which no function does.
    """
    index = folder / "__init__.py"
    text, imports = re.subn(r"(?m)^from \.alt_format_\w+ import \w+\n", "", _read(index))
    text, tables = re.subn(
        r"(?ms)^_ALT_NUMBER_FORMATS = \{.*?\}$", "_ALT_NUMBER_FORMATS = {}", text
    )
    if not imports or tables != 1:
        raise DependencyError("phonenumbers keeps its alternative formats elsewhere")
    index.write_text(text, encoding="utf-8")
    _remove(folder.glob("alt_format_*.py"))


def _trim_http2(folder: Path) -> None:
    """Leave out urllib3's switch to HTTP/2, an experiment that needs a package the layer lacks.

    Its module asks for versions of distributions: what unpacks archives is loaded at each start.
    """
    switch = folder / "__init__.py"
    if "def inject_into_urllib3" not in _read(switch) or not (folder / "probe.py").exists():
        raise DependencyError("urllib3 keeps its switch to HTTP/2 elsewhere")
    switch.write_text("", encoding="utf-8")
    _remove([folder / "connection.py"])


def _keep_only(folder: Path, names: tuple[str, ...]) -> None:
    for name in names:
        if not (folder / name).exists():
            raise DependencyError(f"{folder.parent.name} has lost {folder.name}/{name}")
    _remove(path for path in folder.iterdir() if path.name not in names)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DependencyError(f"{path.parent.name} has lost {path.name}") from error


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _run_uv(*arguments: str, cwd: Path) -> str:
    uv = Path(sys.prefix) / "bin" / "uv"
    try:
        done = subprocess.run(
            [uv, "--quiet", *arguments], cwd=cwd, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise DependencyError(f"{uv} is missing: run `make setup`") from error
    if done.returncode:
        reason = " ".join(done.stderr.split()) or f"exit {done.returncode}"
        raise DependencyError(f"uv {arguments[0]} failed: {reason[:500]}")
    return done.stdout
