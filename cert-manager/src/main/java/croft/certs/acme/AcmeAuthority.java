package croft.certs.acme;

import croft.platform.declaration.MailAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.AcmeUtils;
import org.shredzone.acme4j.toolbox.JSON;

/// A certificate authority, by its directory. Any number of threads, virtual ones, may call it at
/// once; each call blocks for as long as the authority takes, at most a minute for each request it
/// makes, and an interruption ends it.
public final class AcmeAuthority implements AutoCloseable {
    private static final Duration DIRECTORY_LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(20);

    /// RFC 9773 §4.3.2: what a client does without a sensible Retry-After.
    private static final Duration USUAL_ASKING = Duration.ofHours(6);

    private static final Duration SOONEST_ASKING = Duration.ofMinutes(1);
    private static final Duration LATEST_ASKING = Duration.ofDays(1);

    private final URI url;
    private final Optional<Path> serverRoots;
    private final InstantSource clock;

    /// Conversations that nobody is in.
    private final Deque<Conversation> idle = new ConcurrentLinkedDeque<>();

    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Directory directory;
    private volatile @Nullable HttpClient client;

    /// Makes no request.
    ///
    /// @param directory where its resources are listed: an https URL
    /// @param serverRoots PEM file of who alone may vouch for its server; the JDK's roots if empty
    public AcmeAuthority(URI directory, Optional<Path> serverRoots, InstantSource clock) {
        url = directory;
        this.serverRoots = serverRoots;
        this.clock = clock;
    }

    /// Where its resources are listed.
    public URI url() {
        return url;
    }

    /// What it offers and wants; at most an hour old.
    public DirectoryInfo directory() throws AcmeTrouble {
        return current().info();
    }

    /// The account of this key: made if there is none, and found otherwise, so that an answer that
    /// was lost can be asked for again. It agrees to the terms of service.
    ///
    /// @param contact where the authority may write to; an account that exists keeps its own
    public AcmeAccount register(
            KeyPair key, Optional<MailAddress> contact, Optional<Binding> binding)
            throws AcmeTrouble {
        AccountBuilder builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(key);
        try {
            contact.ifPresent(address -> builder.addEmail(address.value()));
        } catch (IllegalArgumentException e) {
            throw new AcmeTrouble(
                    AcmeTrouble.Kind.CONTACT,
                    "contact: " + contact.get() + " (expected: one mail address, without ?)",
                    e);
        }
        // Google takes nothing else than HS256, and everybody takes it.
        binding.ifPresent(
                b -> builder.withKeyIdentifier(b.keyId(), b.hmac()).withMacAlgorithm("HS256"));
        return converse(conversation -> {
            Login login = builder.createLogin(conversation.session());
            return account(Urls.of(login.getAccountLocation()), key);
        });
    }

    /// The account of this key, if there is one: after a key change whose answer was lost, this
    /// says which key it has.
    public Optional<AcmeAccount> find(KeyPair key) throws AcmeTrouble {
        try {
            return Optional.of(
                    converse(conversation -> {
                        Login login =
                                new AccountBuilder()
                                        .onlyExisting()
                                        .useKeyPair(key)
                                        .createLogin(conversation.session());
                        return account(Urls.of(login.getAccountLocation()), key);
                    }));
        } catch (AcmeTrouble trouble) {
            if (trouble.kind() == AcmeTrouble.Kind.ACCOUNT_GONE) {
                return Optional.empty();
            }
            throw trouble;
        }
    }

    /// An account that is known already. Makes no request.
    public AcmeAccount account(URI account, KeyPair key) {
        return new AcmeAccount(this, account, key);
    }

    /// When the authority wants this certificate to be renewed; empty if it does not say so, or if
    /// the certificate is none that it could be asked about.
    public Optional<RenewalWindow> renewalInformation(X509Certificate leaf) throws AcmeTrouble {
        Optional<String> id = renewalId(leaf);
        if (id.isEmpty() || !directory().hasRenewalInformation()) {
            return Optional.empty();
        }
        return Optional.of(
                converse(conversation -> {
                    String base =
                            conversation.session().resourceUrl(Resource.RENEWAL_INFO).toString();
                    URI asked = URI.create(base + (base.endsWith("/") ? "" : "/") + id.get());
                    try (Connection connection = conversation.connect()) {
                        connection.sendRequest(Urls.of(asked), conversation.session(), null);
                        return window(connection.readJsonResponse(), connection.getRetryAfter());
                    }
                }));
    }

    @Override
    public void close() {
        HttpClient open = client;
        if (open != null) {
            open.shutdownNow();
        }
    }

    /// Runs `talk` in a conversation that nobody else is in.
    <T> T converse(Talk<T> talk) throws AcmeTrouble {
        Directory known = current();
        Conversation conversation = idle(known);
        T result = told(conversation, talk);
        idle.push(conversation);
        return result;
    }

    /// How renewal information names a certificate (RFC 9773 §4.1), and an order its predecessor.
    static Optional<String> renewalId(X509Certificate leaf) {
        try {
            return Optional.of(AcmeUtils.getRenewalUniqueIdentifier(leaf));
        } catch (AcmeProtocolException _) {
            // It does not say by which key it was signed.
            return Optional.empty();
        }
    }

    private Conversation idle(Directory known) throws AcmeTrouble {
        for (Conversation next = idle.poll(); next != null; next = idle.poll()) {
            if (next.directory().equals(known)) {
                return next;
            }
        }
        return new Conversation(known, client(), clock);
    }

    private <T> T told(Conversation conversation, Talk<T> talk) throws AcmeTrouble {
        try {
            return talk.in(conversation);
        } catch (AcmeException | RuntimeException e) {
            // Whatever acme4j stumbles over comes from outside: it reads answers as it goes.
            AcmeTrouble trouble = Troubles.of(url, e, conversation.answer());
            if (trouble.kind() == AcmeTrouble.Kind.UNTRUSTED) {
                // The file of roots may be mended meanwhile.
                client = null;
                idle.clear();
            }
            throw trouble;
        }
    }

    private Directory current() throws AcmeTrouble {
        Directory known = directory;
        if (known != null && clock.instant().isBefore(known.until())) {
            return known;
        }
        reading.lock();
        try {
            known = directory;
            if (known != null && clock.instant().isBefore(known.until())) {
                return known;
            }
            Directory read = read();
            directory = read;
            return read;
        } finally {
            reading.unlock();
        }
    }

    private Directory read() throws AcmeTrouble {
        Conversation conversation = new Conversation(Directory.unread(url), client(), clock);
        return told(
                conversation,
                first -> {
                    try (Connection connection = first.connect()) {
                        connection.sendRequest(Urls.of(url), first.session(), null);
                        JSON json = connection.readJsonResponse();
                        if (!json.contains("newOrder") || !json.contains("newAccount")) {
                            throw new AcmeProtocolException("a directory without newOrder");
                        }
                        Directory read =
                                new Directory(url, json, clock.instant().plus(DIRECTORY_LIFE));
                        // Whether it makes sense shows now.
                        read.info();
                        return read;
                    }
                });
    }

    private RenewalWindow window(JSON json, Optional<Instant> again) {
        JSON window = json.get("suggestedWindow").asObject();
        Instant now = clock.instant();
        Instant asked = again.orElse(now.plus(USUAL_ASKING));
        Instant soonest = now.plus(SOONEST_ASKING);
        Instant latest = now.plus(LATEST_ASKING);
        return new RenewalWindow(
                window.get("start").asInstant(),
                window.get("end").asInstant(),
                json.get("explanationURL").map(JSON.Value::asString).flatMap(Urls::page),
                asked.isBefore(soonest) ? soonest : asked.isAfter(latest) ? latest : asked);
    }

    private HttpClient client() throws AcmeTrouble {
        HttpClient open = client;
        if (open != null) {
            return open;
        }
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .connectTimeout(LONGEST_CONNECT)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .executor(task -> Thread.ofVirtual().start(task));
        if (serverRoots.isPresent()) {
            builder.sslContext(ServerTrust.of(serverRoots.get()));
        }
        HttpClient opened = builder.build();
        client = opened;
        return opened;
    }

    /// What is said in a conversation.
    interface Talk<T> {
        T in(Conversation conversation) throws AcmeException, AcmeTrouble;
    }
}
