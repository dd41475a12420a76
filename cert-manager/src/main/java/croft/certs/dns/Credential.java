package croft.certs.dns;

import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import croft.platform.secret.UnusableSecret;

/// A secret that is read when it is needed: a new one counts from the next request.
record Credential(Secrets secrets, SecretName name) {
    String read() throws DnsTrouble {
        try {
            return secrets.read(name);
        } catch (UnusableSecret e) {
            throw new DnsTrouble(
                    DnsTrouble.Kind.CREDENTIALS,
                    String.valueOf(e.getMessage()),
                    "Put the provider's password, token or key where the secret is looked for.",
                    e);
        }
    }
}
