package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.acme.Fault;
import croft.certs.acme.Pebble;
import croft.certs.acme.PebbleOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The way of certificates from an authority to visitors: `croft up` proves the names through its
/// edge and in a zone, and is believed only when the edge shows what came. The authority lets bound
/// accounts in alone, so each certificate here is also one of an account with a binding.
@Timeout(240)
class CertificatesIT {
    private static final String BY_FILE = "file.example.test";
    private static final String BY_HANDSHAKE = "handshake.example.test";
    private static final String BY_RECORD = "example.test";
    private static final String FOR_OLD_CLIENTS = "old.example.test";
    private static final String ADDRESS = "127.0.0.1";

    /// Six in croft.yml, and one of them twice.
    private static final int WANTED = 6;

    private static final String HMAC =
            Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            "a key of an account elsewhere...".getBytes(StandardCharsets.US_ASCII));

    private static CertificateBench bench;
    private static Pebble second;
    private static String declared = "";
    private static LiveStack stack;

    @BeforeAll
    static void start() throws Exception {
        bench = new CertificateBench(PebbleOptions.calm().binding("kid-1", HMAC));
        second = bench.authority(PebbleOptions.calm());
        bench.secret("binding", HMAC);
        declared =
                bench.certificates("classic", ", key-id: kid-1, hmac: binding")
                        + """
                          fallback: { directory: "%s", root: "%s" }
                          dns: %s
                        sites:
                          - { host: %s, static: ./www, addresses: [%s] }
                          - { host: %s, static: ./www, certificate: { challenge: tls-alpn-01 } }
                          - { host: %s, static: ./www, certificate: { challenge: dns-01, wildcard: yes } }
                          - { host: %s, static: ./www, certificate: { rsa-beside: yes } }
                        """
                                .formatted(
                                        second.directory(),
                                        second.serverRoot(),
                                        bench.dns(),
                                        BY_FILE,
                                        ADDRESS,
                                        BY_HANDSHAKE,
                                        BY_RECORD,
                                        FOR_OLD_CLIENTS);
        bench.declare(declared);
        stack = bench.start();
        stack.awaitThat(
                "every certificate is served",
                () ->
                        query("select count(*) from certs.version where served_at is not null")
                                .equals(Integer.toString(WANTED)));
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
        second.close();
        bench.close();
    }

    @Test
    void aNameIsProvedByAFileThatTheEdgeServes() throws Exception {
        assertServed(BY_FILE, BY_FILE, "http-01");
    }

    @Test
    void aNameIsProvedByAHandshakeThatTheEdgeMakes() throws Exception {
        assertServed(BY_HANDSHAKE, BY_HANDSHAKE, "tls-alpn-01");
    }

    @Test
    void aNameAndItsWildcardAreProvedInOneOrderByRecordsThatAreGoneThen() throws Exception {
        assertServed(BY_RECORD, BY_RECORD, "dns-01");
        assertServed("anything." + BY_RECORD, BY_RECORD, "dns-01");
        assertThat(bench.names().values("_acme-challenge." + BY_RECORD)).isEmpty();
        assertThat(query("select count(*) from certs.dns_change")).isEqualTo("0");
    }

    @Test
    void whoAsksForNoNameGetsTheCertificateOfTheAddress() throws Exception {
        assertServed(ADDRESS, ADDRESS, "http-01");
    }

    @Test
    void aClientThatKnowsNothingButRsaGetsTheOtherCertificate() throws Exception {
        String others = serial(FOR_OLD_CLIENTS, "rsa");
        assertThat(presented(FOR_OLD_CLIENTS)).isEqualTo(serial(FOR_OLD_CLIENTS, "main"));
        Path roots = Files.createTempFile("pebble-root", ".pem");
        try {
            Files.writeString(roots, pem(bench.pebble().root(0)));
            Tool.Result old =
                    new Tool("openssl", "openssl")
                            .run(
                                    "s_client",
                                    "-connect",
                                    ADDRESS + ":" + stack.httpsPort(),
                                    "-servername",
                                    FOR_OLD_CLIENTS,
                                    "-verify_hostname",
                                    FOR_OLD_CLIENTS,
                                    "-tls1_2",
                                    "-cipher",
                                    "ECDHE-RSA-AES128-GCM-SHA256",
                                    "-CAfile",
                                    roots.toString(),
                                    "-showcerts");
            assertThat(old.output()).contains("Verify return code: 0 (ok)");
            assertThat(first(old.output()).getSerialNumber().toString(16)).isEqualTo(others);
        } finally {
            Files.delete(roots);
        }
        assertThat(told(others)).isEqualTo("1");
    }

    @Test
    void aRenewedCertificateIsPresentedAsSoonAsTheAuthorityWantsIt() throws Exception {
        String before = serial(BY_FILE, "main");
        stack.awaitThat(
                "the authority was asked when to renew",
                () ->
                        query(
                                        "select ari_next_check is not null from certs.version where serial = '%s'"
                                                .formatted(before))
                                .equals("t"));
        bench.pebble()
                .setRenewalInformation(
                        query(
                                "select chain_pem from certs.current where serial = '%s'"
                                        .formatted(before)),
                        """
                        {"suggestedWindow": {"start": "2020-01-01T00:00:00Z", "end": "2020-01-02T00:00:00Z"}}
                        """);
        bench.execute(
                stack,
                "update certs.version set ari_next_check = now() where serial = '%s'"
                        .formatted(before));
        bench.declare(declared + "# look again\n");
        stack.awaitThat("another one is presented", () -> !presented(BY_FILE).equals(before));
        assertServed(BY_FILE, BY_FILE, "http-01");
    }

    @Test
    void anotherAuthorityIsAskedWhereTheFirstGoesOnFailing() throws Exception {
        String late = "late.example.test";
        bench.proxy().sometimes(1, "", Fault.page(503));
        try {
            bench.declare(declared + "  - { host: " + late + ", static: ./www }\n");
            stack.awaitThat(
                    "the first authority has failed",
                    () -> query("select max(attempts) from certs.effort").equals("1"));
            // Three tries take eleven minutes; this is what they leave behind.
            bench.execute(
                    stack,
                    "update certs.effort set attempts = 3, next_attempt_at = now() where attempts > 0");
            bench.declare(declared + "  - { host: " + late + ", proxy: \"http://127.0.0.1:1\" }\n");
            stack.awaitThat(
                    "the fallback's certificate is served",
                    () ->
                            query(
                                            "select served_at is not null from certs.version where directory = '%s'"
                                                    .formatted(second.directory()))
                                    .equals("t"));
            try (RawPeer peer =
                    RawPeer.tls(LiveStack.trusting(second.root(0)), stack.httpsPort(), late)) {
                assertThat(peer.certificate().getSerialNumber().toString(16))
                        .isEqualTo(serial(late, "main"));
            }
        } finally {
            bench.proxy().heal();
            bench.declare(declared);
        }
    }

    /// A visitor gets what the vault holds, the edge has said so, and whoever wants to know was
    /// told.
    ///
    /// @param first name of the certificate that covers the host
    private static void assertServed(String host, String first, String method) throws Exception {
        String serial = serial(first, "main");
        assertThat(presented(host)).isEqualTo(serial);
        stack.awaitThat("it is known that it is served", () -> told(serial).equals("1"));
        assertThat(
                        query(
                                "select method from certs.version where served_at is not null and serial = '%s'"
                                        .formatted(serial)))
                .isEqualTo(method);
        assertThat(
                        query(
                                "select serial from certs.serving where name = '%s' and variant = 'main'"
                                        .formatted(first)))
                .isEqualTo(serial);
    }

    private static String presented(String host) throws Exception {
        try (RawPeer peer =
                RawPeer.tls(LiveStack.trusting(bench.pebble().root(0)), stack.httpsPort(), host)) {
            return peer.certificate().getSerialNumber().toString(16);
        }
    }

    /// Of the newest certificate with this first name.
    private static String serial(String name, String variant) throws Exception {
        return query(
                "select serial from certs.current where names[1] = '%s' and variant = '%s'"
                        .formatted(name, variant));
    }

    private static String told(String serial) throws Exception {
        return query(
                "select count(*) from platform.event where kind = 'certificate.served' and attributes ->> 'serial' = '%s'"
                        .formatted(serial));
    }

    private static String query(String sql) throws Exception {
        return bench.query(stack, sql);
    }

    /// The leaf in what openssl has printed.
    private static X509Certificate first(String text) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        text.substring(text.indexOf("-----BEGIN"))
                                                .getBytes(StandardCharsets.US_ASCII)));
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
