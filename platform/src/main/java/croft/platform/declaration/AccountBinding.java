package croft.platform.declaration;

import croft.platform.secret.SecretName;

/// The account at a certificate authority that an ACME account is bound to (RFC 8555 §7.3.4).
///
/// @param keyId as the authority's website names it; no secret
/// @param hmac where its key is: base64url, as the website shows it
public record AccountBinding(String keyId, SecretName hmac) {}
