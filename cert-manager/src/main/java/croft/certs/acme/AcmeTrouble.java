package croft.certs.acme;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An authority did not do what was asked. The message says who, what and, in quotes, the
/// authority's own words.
public final class AcmeTrouble extends Exception {
    private final Kind kind;
    private final Optional<Instant> again;
    private final List<Problem> problems;
    private final List<URI> links;

    AcmeTrouble(Kind kind, String message, Throwable cause) {
        this(kind, message, Optional.empty(), List.of(), List.of(), cause);
    }

    AcmeTrouble(Kind kind, String message) {
        super(message);
        this.kind = kind;
        again = Optional.empty();
        problems = List.of();
        links = List.of();
    }

    AcmeTrouble(
            Kind kind,
            String message,
            Optional<Instant> again,
            List<Problem> problems,
            List<URI> links,
            Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.again = again;
        this.problems = List.copyOf(problems);
        this.links = List.copyOf(links);
    }

    /// What kind of trouble it is, and so whether to try again.
    public Kind kind() {
        return kind;
    }

    /// Before when it is of no use to ask again, where the authority has said so.
    public Optional<Instant> again() {
        return again;
    }

    /// What its owner can do, in plain words.
    public String remedy() {
        return kind.remedy();
    }

    /// The authority's words: the whole first, then its parts, such as one for each name refused.
    public List<Problem> problems() {
        return problems;
    }

    /// Pages of the authority about it: of a limit, or of terms to agree to. Shown, never fetched.
    public List<URI> links() {
        return links;
    }

    /// Kinds of trouble.
    public enum Kind {
        /// Too much was asked for in too short a time. Where [AcmeTrouble#again] is empty too, the
        /// account may be paused, which a person has to end by the link in the message.
        RATE_LIMITED(
                true,
                "wait: asking again before the time that the authority names makes it longer; if it"
                        + " names a page to unpause the account, open it"),
        /// The authority has trouble of its own.
        BUSY(true, "wait: the authority is overloaded or being repaired, and is asked again"),
        /// No answer, or half of one: it may have acted all the same.
        UNREACHABLE(
                true,
                "look whether this machine reaches the authority: DNS, a firewall for outgoing"
                        + " connections to port 443, a proxy; it is asked again"),
        /// Its server is not who it has to be.
        UNTRUSTED(
                true,
                "if the authority is a private one, name the PEM file of the root of its server as"
                        + " `root`; if it is a public one, something between here and there"
                        + " intercepts connections, or this machine's clock is wrong"),
        /// An answer that makes no sense.
        UNINTELLIGIBLE(
                true,
                "look whether the directory URL is that of an ACME server; if it is, the authority"
                        + " has trouble of its own and is asked again"),
        /// It will not certify this name, by its policy.
        REJECTED_IDENTIFIER(
                false,
                "the authority does not certify this name (no public domain, or one on its list):"
                        + " take the name out, or ask another authority"),
        /// The domain's owner forbids it.
        CAA(
                false,
                "the domain's CAA records do not allow this authority, this account or this way of"
                        + " proving: add a record that does, or remove them"),
        /// A look-up of the name, or of its proof, failed.
        DNS(
                true,
                "look whether every name server of the domain answers for this name from outside,"
                        + " and whether its DNSSEC signatures are valid"),
        /// The authority could not connect to the name's address.
        CONNECTION(
                true,
                "look whether the name's addresses (A and AAAA) are this machine's and whether port"
                        + " 80 or 443 is reachable from everywhere: authorities look from several"
                        + " countries at once"),
        /// The authority connected, but the handshake failed.
        TLS(
                true,
                "look whether something before this machine ends TLS itself on port 443: tls-alpn-01"
                        + " needs the whole connection"),
        /// The proof was not what it should be.
        UNAUTHORIZED(
                true,
                "look whether the name's addresses (A and AAAA) are this machine's, whether another"
                        + " server answers before it, and whether old TXT records hide the new one"),
        /// The account is not known any more.
        ACCOUNT_GONE(true, "nothing: a new account is made"),
        /// The account may not do this: it has been deactivated, its binding is wrong, or what it
        /// asks about belongs to another one.
        ACCOUNT_REFUSED(
                false,
                "the authority does not let this account do that: where it is bound (`key-id`,"
                        + " `hmac`), look whether both are as the website shows them and have not"
                        + " expired; where it was deactivated, a new account is needed"),
        /// The certificate to be replaced has a successor already.
        ALREADY_REPLACED(true, "nothing: it is ordered without naming its predecessor"),
        /// The authority has no such kind of certificate.
        INVALID_PROFILE(
                false, "choose a `profile` that the authority offers, or leave the key out"),
        /// It is asked for too early.
        ORDER_NOT_READY(true, "nothing: the order is looked at again"),
        /// Nothing is known at this URL any more.
        NOT_FOUND(true, "nothing: it is ordered anew"),
        /// A person has to do something there, such as agree to new terms.
        USER_ACTION(false, "open the page that the authority names, and do what it asks for"),
        /// Only bound accounts are let in.
        BINDING_REQUIRED(
                false,
                "get a key id and an HMAC key on the authority's website, and set `key-id` and"
                        + " `hmac`; some expire unless they are used within days"),
        /// The authority does not take the contact address.
        CONTACT(false, "set `contact` to a mail address that the authority accepts"),
        /// The authority does not take the key, the request for a certificate, or a field of it.
        REFUSED(
                false,
                "look at the authority's words: it does not take this key, name or request; another"
                        + " `key` or another authority may do"),
        /// None of these.
        OTHER(true, "look at the authority's words; it is asked again, ever more rarely");

        /// RFC 8555 §6.7, RFC 9773 §7.4 and draft-ietf-acme-profiles.
        private static final Map<String, Kind> TYPES =
                Map.ofEntries(
                        Map.entry("accountDoesNotExist", ACCOUNT_GONE),
                        Map.entry("alreadyReplaced", ALREADY_REPLACED),
                        Map.entry("badCSR", REFUSED),
                        Map.entry("badNonce", BUSY),
                        Map.entry("badPublicKey", REFUSED),
                        Map.entry("badRevocationReason", REFUSED),
                        Map.entry("badSignatureAlgorithm", REFUSED),
                        Map.entry("caa", CAA),
                        Map.entry("connection", CONNECTION),
                        Map.entry("dns", DNS),
                        Map.entry("externalAccountRequired", BINDING_REQUIRED),
                        Map.entry("incorrectResponse", UNAUTHORIZED),
                        Map.entry("invalidContact", CONTACT),
                        Map.entry("invalidProfile", INVALID_PROFILE),
                        // Said of anything: our mistake, theirs, or a URL that is not known any
                        // more.
                        Map.entry("malformed", OTHER),
                        Map.entry("orderNotReady", ORDER_NOT_READY),
                        Map.entry("rateLimited", RATE_LIMITED),
                        Map.entry("rejectedIdentifier", REJECTED_IDENTIFIER),
                        Map.entry("serverInternal", BUSY),
                        Map.entry("tls", TLS),
                        Map.entry("unauthorized", UNAUTHORIZED),
                        Map.entry("unsupportedContact", CONTACT),
                        Map.entry("unsupportedIdentifier", REJECTED_IDENTIFIER),
                        Map.entry("userActionRequired", USER_ACTION));

        private final boolean tryAgain;
        private final String remedy;

        Kind(boolean tryAgain, String remedy) {
            this.tryAgain = tryAgain;
            this.remedy = remedy;
        }

        /// Whether the same can succeed later although nobody has changed anything.
        public boolean tryAgain() {
            return tryAgain;
        }

        /// What its owner can do, in plain words.
        public String remedy() {
            return remedy;
        }

        static Kind ofType(String type) {
            return TYPES.getOrDefault(type, OTHER);
        }
    }
}
