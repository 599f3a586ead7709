#!/usr/bin/env python3
"""sign-in.py - lets Microsoft's client library complete the device code flow, and prints what it got as JSON."""
import json

import msal

application = msal.PublicClientApplication(
    "14d82eec-204b-4c2f-b7e8-296a70dab67e", authority="https://login.microsoftonline.com/organizations",
    instance_discovery=False)
flow = application.initiate_device_flow(scopes=["https://graph.microsoft.com/User.Read"])
result = application.acquire_token_by_device_flow(flow)
print(json.dumps({"flow": flow, "result": result}))
