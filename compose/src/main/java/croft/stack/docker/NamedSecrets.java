package croft.stack.docker;

import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.CertificateTerms;
import croft.platform.declaration.ChatServer;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.Site;
import croft.platform.secret.SecretName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The secrets that a croft.yml names, by the service that needs them: what is in
/// `compose.secrets.yaml`, beside those that every stack has.
public record NamedSecrets(SortedMap<String, SortedSet<String>> byService) {
    private static final String CERTIFICATES = "cert-manager";
    private static final String CHAT = "chat-bridge";

    /// Only while the key is rotated; who seals and who opens needs it.
    private static final String PREVIOUS_KEY = "vault-key-previous";

    /// Those of a declaration, and of a rotation that the folder of secrets shows.
    public static NamedSecrets of(Declaration declaration, Path secrets) {
        var named = new NamedSecrets(new TreeMap<>());
        CertificatePolicy certificates = declaration.certificates();
        named.add(certificates.terms());
        certificates.fallback().ifPresent(named::add);
        declaration.sites().stream().map(Site::certificate).forEach(named::add);
        certificates.exports().forEach(export -> named.add(CERTIFICATES, export.password()));
        certificates
                .clients()
                .forEach(client -> {
                    named.add(CERTIFICATES, Optional.of(client.secret()));
                    named.add(client.dns());
                });
        declaration.chats().servers().values().forEach(named::add);
        declaration.chats().mail().ifPresent(mail -> named.add(CHAT, mail.password()));
        if (Files.exists(secrets.resolve(PREVIOUS_KEY))) {
            for (String service : List.of(CERTIFICATES, "edge-proxy")) {
                named.add(service, Optional.of(new SecretName(PREVIOUS_KEY)));
            }
        }
        return named;
    }

    /// Those whose files are not there, each with the service that it is for.
    public List<String> missing(Path secrets) {
        var missing = new ArrayList<String>();
        byService.forEach((service, names) ->
                names.stream()
                        .filter(name -> !Files.exists(secrets.resolve(name)))
                        .forEach(name -> missing.add(name + " (for " + service + ")")));
        return missing;
    }

    /// The Compose file with those that are there: one that is not could not be mounted, and its
    /// service can do without until then.
    public String file(Path secrets) {
        var file =
                new StringBuilder(
                        """
                        # Which secrets each service is given beside its own: made of croft.yml by croft init and
                        # croft up --docker, each time. Changes here are lost.
                        services:
                          cert-manager:%s
                          chat-bridge:%s
                          edge-proxy:%s
                        """
                                .formatted(
                                        list(CERTIFICATES, secrets),
                                        list(CHAT, secrets),
                                        list("edge-proxy", secrets)));
        var all = new TreeSet<String>();
        byService.values().forEach(all::addAll);
        all.removeIf(name -> !Files.exists(secrets.resolve(name)));
        if (!all.isEmpty()) {
            file.append("secrets:\n");
            all.forEach(
                    name -> file.append("  %1$s: {file: ./.croft/secrets/%1$s}%n".formatted(name)));
        }
        return file.toString();
    }

    /// Writes that file.
    ///
    /// @return whether it was another one before
    public boolean write(OperatorFolder folder) throws IOException {
        Path path = folder.path().resolve(OperatorFolder.SECRETS);
        String text = file(folder.data().secrets());
        if (Files.exists(path) && Files.readString(path).equals(text)) {
            return false;
        }
        Files.writeString(path, text);
        return true;
    }

    private String list(String service, Path secrets) {
        List<String> names =
                byService.getOrDefault(service, new TreeSet<>()).stream()
                        .filter(name -> Files.exists(secrets.resolve(name)))
                        .toList();
        // an empty service says nothing, but a file without any would be of another format
        return names.isEmpty() ? " {}" : "\n    secrets: [" + String.join(", ", names) + "]";
    }

    private void add(CertificateTerms terms) {
        add(terms.authority());
        terms.dns().ifPresent(this::add);
    }

    private void add(CertificatePolicy.Authority authority) {
        if (authority instanceof CertificatePolicy.Authority.Acme acme) {
            acme.binding().ifPresent(binding -> add(CERTIFICATES, Optional.of(binding.hmac())));
        }
    }

    private void add(DnsProvider provider) {
        add(CERTIFICATES, provider.secret());
    }

    private void add(ChatServer server) {
        switch (server) {
            case ChatServer.Mattermost(var _, var token, var admin, var commands) -> {
                add(CHAT, Optional.of(token));
                add(CHAT, admin);
                add(CHAT, commands.map(ChatServer.Commands::token));
            }
            case ChatServer.Irc irc -> add(CHAT, irc.account().map(ChatServer.Account::password));
        }
    }

    private void add(String service, Optional<SecretName> name) {
        name.ifPresent(secret ->
                byService.computeIfAbsent(service, _ -> new TreeSet<>()).add(secret.value()));
    }
}
