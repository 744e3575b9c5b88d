"""The chart: its values fit their schema, its templates ask for nothing else, and what they name Tron has.

Where `helm` is on the machine, it is linted and rendered too.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.deploy.files import CHART, read_yaml
from tron import __version__
from tron.__main__ import _parser
from tron.commands.worker import DRAIN_SECONDS
from tron.core.settings.environment import unknown_names
from tron.core.settings.registry import REGISTRY

TEMPLATES = sorted((CHART / "templates").iterdir())
TEXT = "\n".join(path.read_text("utf-8") for path in TEMPLATES)
VALUES: dict[str, Any] = read_yaml(CHART / "values.yaml")
SCHEMA: dict[str, Any] = json.loads((CHART / "values.schema.json").read_text("utf-8"))
HELM = shutil.which("helm")


def paths(values: dict[str, Any], before: str = "") -> set[str]:
    found = set()
    for name, value in values.items():
        found.add(before + name)
        if isinstance(value, dict):
            found |= paths(value, f"{before}{name}.")
    return found


def test_the_chart_is_of_this_version_of_tron() -> None:
    chart = read_yaml(CHART / "Chart.yaml")
    assert (chart["apiVersion"], chart["name"], chart["appVersion"]) == ("v2", "tron", __version__)


def test_the_values_fit_their_schema_and_others_do_not() -> None:
    validator = jsonschema.Draft7Validator(SCHEMA)
    validator.validate(VALUES)
    for path, bad in (("api.replicas", 0), ("worker.terminationGracePeriodSeconds", 5), ("existingSecret", "")):
        wrong: dict[str, Any] = json.loads(json.dumps(VALUES))
        *folders, last = path.split(".")
        place = wrong
        for folder in folders:
            place = place[folder]
        place[last] = bad
        assert not validator.is_valid(wrong), path
    assert not validator.is_valid({**VALUES, "workers": {}})


def test_templates_ask_for_values_that_there_are() -> None:
    asked = set(re.findall(r"\.Values\.([A-Za-z.]+[A-Za-z])", TEXT))
    assert asked <= paths(VALUES)
    assert {name.partition(".")[0] for name in asked} == set(VALUES)


def test_helpers_that_are_included_are_there() -> None:
    assert set(re.findall(r'include "([\w.]+)"', TEXT)) == set(re.findall(r'define "([\w.]+)"', TEXT))


def test_tron_knows_every_variable_and_command() -> None:
    named = set(re.findall(r"- name: (TRON_\w+)", TEXT)) | set(VALUES["env"])
    assert {"TRON_WORKER_PRIVATE_URL", "TRON_RECORDINGS_DIR"} <= named
    assert unknown_names(dict.fromkeys(named, "x")) == []
    told = set(re.findall(r"\b[A-Z]+_[A-Z_]+\b", (CHART / "values.yaml").read_text("utf-8")))
    vendors = {name for spec in REGISTRY.values() for name in spec.env_names}
    assert {name for name in told if not name.startswith("TRON_")} <= vendors
    assert unknown_names(dict.fromkeys(told, "x")) == []
    commands = re.findall(r"args: \[(\w+)\]", TEXT)
    assert sorted(commands) == ["api", "migrate", "worker"]
    assert all(_parser().parse_args([command]) for command in commands)


def test_a_worker_is_given_the_time_it_waits_for_its_calls() -> None:
    assert VALUES["worker"]["terminationGracePeriodSeconds"] > DRAIN_SECONDS
    assert VALUES["worker"]["autoscaling"]["callsPerWorker"] < REGISTRY["worker.max_calls_audio"].default


# ---------------------------------------------------------------- with helm


def rendered(*options: str) -> list[dict[str, Any]]:
    assert HELM is not None
    command = [HELM, "template", "call", str(CHART), "--kube-version", "1.33.0", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [document for document in yaml.safe_load_all(done.stdout) if document]


@pytest.mark.skipif(HELM is None, reason="no helm on this machine")
def test_helm_renders_it(tmp_path: Path) -> None:
    assert HELM is not None
    subprocess.run([HELM, "lint", "--strict", str(CHART)], check=True, capture_output=True, cwd=tmp_path)
    plain = rendered()
    kinds = [document["kind"] for document in plain]
    assert sorted(kinds) == sorted(
        ["PodDisruptionBudget", "PersistentVolumeClaim", "Service", "Deployment", "Deployment", "Job"]
    )
    scaled = rendered("--set", "worker.autoscaling.enabled=true,ingress.enabled=true")
    assert {"ScaledObject", "TriggerAuthentication", "Ingress"} <= {document["kind"] for document in scaled}
    [worker] = [one for one in scaled if one["kind"] == "Deployment" and one["metadata"]["name"].endswith("-worker")]
    assert "replicas" not in worker["spec"]
    for document in plain:
        pod = document["spec"].get("template", {}).get("spec")
        if pod is not None:
            assert pod["securityContext"]["runAsNonRoot"]
            assert all(one["securityContext"]["readOnlyRootFilesystem"] for one in pod["containers"])
