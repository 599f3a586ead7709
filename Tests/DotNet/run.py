"""run.py ACTION [ARGUMENT...] - has the .NET runtime of "fetch" do what the connector does with certificates and settings.

    add FILE...              adds PKCS#12 files (password x) to the personal store of HOME's user
    remove THUMBPRINT        takes a certificate out of that store
    export FILE DIRECTORY    writes a certificate in every form that .NET exports
    read FILE...             for each settings file: its name, then "read" or "refused" of two readers
"""

import json
import os
import sys
import tempfile

import clr_loader
import dotnetcore2
import pythonnet

runtime = {
    "tfm": "netcoreapp3.1",
    "framework": {"name": "Microsoft.NETCore.App", "version": "3.1.0"},
    "configProperties": {"System.Globalization.Invariant": True},
}
with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
    json.dump({"runtimeOptions": runtime}, file)
    file.flush()
    root = os.path.join(os.path.dirname(dotnetcore2.__file__), "bin")
    pythonnet.load(clr_loader.get_coreclr(runtime_config=file.name, dotnet_root=root))

import clr  # noqa: E402

for name in ["System.Security.Cryptography.X509Certificates", "System.Private.Xml", "System.Private.Xml.Linq"]:
    clr.AddReference(name)

import System  # noqa: E402
from System.IO import File  # noqa: E402
from System.Security.Cryptography.X509Certificates import (  # noqa: E402
    OpenFlags,
    StoreLocation,
    StoreName,
    X509Certificate2,
    X509Certificate2Collection,
    X509ContentType,
    X509KeyStorageFlags,
    X509Store,
)
from System.Xml import XmlConvert, XmlDocument  # noqa: E402
from System.Xml.Linq import XDocument, XName  # noqa: E402


def load(path):
    return X509Certificate2(File.ReadAllBytes(path), "x", X509KeyStorageFlags.Exportable)


def personal_store():
    store = X509Store(StoreName.My, StoreLocation.CurrentUser)
    store.Open(OpenFlags.ReadWrite)
    return store


def add(*paths):
    store = personal_store()
    for path in paths:
        store.Add(load(path))
    store.Close()


def remove(thumbprint):
    store = personal_store()
    for certificate in list(store.Certificates):
        if certificate.Thumbprint == thumbprint:
            store.Remove(certificate)
    store.Close()


def export(path, directory):
    certificate = load(path)
    several = X509Certificate2Collection(certificate)
    forms = {
        "null.pfx": certificate.Export(X509ContentType.Pfx),
        "empty.pfx": certificate.Export(X509ContentType.Pfx, ""),
        "certificate.cer": certificate.Export(X509ContentType.Cert),
        "several.p7b": several.Export(X509ContentType.Pkcs7),
        "several.pfx": several.Export(X509ContentType.Pfx),
    }
    for name, data in forms.items():
        File.WriteAllBytes(os.path.join(directory, name), data)


def with_document(path):
    document = XmlDocument()
    document.Load(path)
    trust = document.DocumentElement["CloudProxyTrust"]
    return trust["Thumbprint"].InnerText, XmlConvert.ToBoolean(trust["IsInUserStore"].InnerText)


def with_linq(path):
    trust = XDocument.Load(path).Root.Element(XName.Get("CloudProxyTrust"))
    # The conversion of an element to a boolean does not mind upper case.
    word = trust.Element(XName.Get("IsInUserStore")).Value.lower()
    return trust.Element(XName.Get("Thumbprint")).Value, XmlConvert.ToBoolean(word)


def read(*paths):
    for path in paths:
        words = []
        for reader in [with_document, with_linq]:
            try:
                reader(path)
                words.append("read")
            except (System.Exception, AttributeError, TypeError):
                words.append("refused")
        print(os.path.basename(path), *words)


{"add": add, "remove": remove, "export": export, "read": read}[sys.argv[1]](*sys.argv[2:])
