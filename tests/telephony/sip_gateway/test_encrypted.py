"""SIP over TLS and sound over SRTP, to baresip."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.telephony.sip import baresip
from tests.telephony.sip_gateway.gateway import TO, Control, loudest, tone
from tests.telephony.sip_gateway.test_outbound import trunk

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not baresip.there(), reason="baresip is not installed")]


def certificate(path: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, and its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


async def test_a_call_over_tls_with_srtp_and_a_certificate_that_is_checked(control: Control, tmp_path: Path) -> None:
    settings = f"module srtp.so\nsip_certificate {certificate(tmp_path / 'own.pem')}\n"
    says = np.rint(np.sin(np.arange(8000 * 2) * 2 * np.pi * 700 / 8000) * 8000).astype(np.int16)
    phone = baresip.softphone(tmp_path, TO, says, settings=settings, account=";mediaenc=srtp-mand")
    async with phone as callee:
        secure = {"transport": "tls", "srtp": "required"}
        await trunk(control, callee.port + 1, **secure, tls_verify=True)
        await control.dial()
        assert (await control.hear("call", state="failed"))["sip_status"] == 503
        await trunk(control, callee.port + 1, **secure, tls_verify=False)
        stream = await control.door.stream(await control.dial())
        await stream.word("start")
        await asyncio.gather(stream.play(tone(500, 1.0)), stream.frames(75))
        assert stream.level(700) > 0.1
        await stream.say("hang_up")
        await stream.word("stop")
    assert loudest(callee.heard(), 500, baresip.RATE) > 0.1
