package croft.certs.acme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A root and a certificate for `localhost` and 127.0.0.1 under it, made by openssl: what the
/// servers of the bench are known by.
///
/// @param root PEM file
/// @param certificate PEM file
/// @param key PEM file, PKCS#8
record ServerIdentity(Path root, Path certificate, Path key) {
    /// Makes them.
    ///
    /// @param address where else it is known, besides `localhost` and 127.0.0.1
    static ServerIdentity make(Path folder, String address)
            throws IOException, InterruptedException {
        Path rootKey = folder.resolve("root.key");
        ServerIdentity made =
                new ServerIdentity(
                        folder.resolve("root.pem"),
                        folder.resolve("server.pem"),
                        folder.resolve("server.key"));
        request(rootKey, made.root, "Bench root", "keyUsage=critical,keyCertSign,cRLSign");
        request(
                made.key,
                made.certificate,
                "localhost",
                "basicConstraints=critical,CA:FALSE",
                "-CA",
                made.root.toString(),
                "-CAkey",
                rootKey.toString(),
                "-addext",
                "extendedKeyUsage=serverAuth",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:" + address);
        return made;
    }

    /// For servers that present this identity.
    SSLContext server() throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry("server", privateKey(), new char[0], chain(certificate));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /// For clients that trust this identity alone.
    SSLContext client() throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry("root", chain(root)[0]);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private PrivateKey privateKey() throws GeneralSecurityException, IOException {
        String base64 = Files.readString(key).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate[] chain(Path pem) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
        }
    }

    private static void request(
            Path key, Path certificate, String name, String extension, String... more)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:P-256",
                                "-nodes",
                                "-days",
                                "30",
                                "-keyout",
                                key.toString(),
                                "-out",
                                certificate.toString(),
                                "-subj",
                                "/CN=" + name,
                                "-addext",
                                extension));
        command.addAll(List.of(more));
        Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!openssl.waitFor(30, TimeUnit.SECONDS) || openssl.exitValue() != 0) {
            throw new AssertionError("openssl req (apt install openssl): " + said);
        }
    }
}
