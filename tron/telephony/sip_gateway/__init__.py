"""The SIP gateway: a process of its own that speaks SIP and RTP on one side and Tron's stream protocol on the other.

It alone imports PJSIP (GPL), and nothing in Tron imports it: see docs/decisions/0037-sip-gateway.md.
"""
