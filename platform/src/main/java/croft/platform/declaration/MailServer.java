package croft.platform.declaration;

import croft.platform.secret.SecretName;
import java.util.Optional;

/// Where mail is handed in.
///
/// @param port 1 to 65535; 465 encrypts from the start, others by STARTTLS
/// @param user who logs in; nobody, where it is empty
public record MailServer(
        String host,
        int port,
        MailAddress from,
        Optional<String> user,
        Optional<SecretName> password) {}
