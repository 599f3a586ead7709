internal import COpenSSL

/// OpenSSL's legacy provider beside the default one, loaded when it is first asked for.
///
/// Old PKCS#12 files are encrypted with 40-bit RC2. The providers have their own library context: in that
/// of the process, they would enable such algorithms for everything else that uses OpenSSL.
final class LegacyAlgorithms {
    private var loaded: Loaded?
    private var isUnavailable = false

    /// The library context, an `OSSL_LIB_CTX *` that lives as long as this object, or `nil` if the provider is not
    /// installed.
    var context: OpaquePointer? {
        if loaded == nil, !isUnavailable {
            loaded = Loaded()
            isUnavailable = loaded == nil
        }
        return loaded?.context
    }
}

/// A library context with both providers.
private final class Loaded {
    let context: OpaquePointer
    private var providers: [OpaquePointer] = []

    init?() {
        guard let context = OSSL_LIB_CTX_new() else { return nil }
        self.context = context
        for name in ["default", "legacy"] {
            guard let provider = OSSL_PROVIDER_load(context, name) else { return nil }
            providers.append(provider)
        }
    }

    deinit {
        for provider in providers { OSSL_PROVIDER_unload(provider) }
        OSSL_LIB_CTX_free(context)
    }
}
