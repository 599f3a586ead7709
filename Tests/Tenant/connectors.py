"""The lists of connectors and their groups of Microsoft Graph beta, as far as they are documented."""


def listed(path, connectors):
    """The endpoint, the kind of its documents and these, of the parts of a path below applicationProxy."""
    kind, *rest = path
    shown = [{key: value for key, value in connector.items() if key != "group"} for connector in connectors]
    names = [connector.get("group", "Default") for connector in connectors]
    groups = {name: f"{index:08x}-0000-4000-8000-000000000000" for index, name in enumerate(sorted(set(names)))}
    if not rest:
        return "connectors", "connectors", shown
    if kind == "connectors":
        own = [name for name, connector in zip(names, connectors) if connector["id"] == rest[0]]
        return "group", "connectorGroups", [
            {"id": groups[name], "name": name, "connectorGroupType": "applicationProxy", "isDefault": name == "Default", "region": "eur"}
            for name in own]
    return "members", "connectors", [document for document, name in zip(shown, names) if groups[name] == rest[0]]
