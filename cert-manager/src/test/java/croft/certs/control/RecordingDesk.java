package croft.certs.control;

import croft.certs.vault.Issued;
import croft.certs.wanted.Alarm;
import croft.certs.wanted.NameSet;
import java.net.URI;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A desk that writes down what it is asked to keep, and keeps everything.
final class RecordingDesk implements CertificateDesk {
    private final List<String> kept = new ArrayList<>();
    private final List<NameSet> wanted;

    /// A wanted certificate for each argument: its names, separated by spaces.
    RecordingDesk(String... wanted) {
        this.wanted =
                Arrays.stream(wanted).map(set -> NameSet.of(List.of(set.split(" ", -1)))).toList();
    }

    List<String> kept() {
        return kept;
    }

    @Override
    public Overview overview() {
        return new Overview(
                Instant.EPOCH,
                Optional.empty(),
                wanted.stream()
                        .map(names ->
                                new CertificateEntry(
                                        names,
                                        false,
                                        "letsencrypt",
                                        Optional.of("http-01"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Alarm.CRITICAL,
                                        List.of()))
                        .toList(),
                List.of());
    }

    @Override
    public Outcome renew(NameSet names) {
        throw new AssertionError("not asked for");
    }

    @Override
    public Outcome revoke(NameSet names, RevocationReason reason) {
        throw new AssertionError("not asked for");
    }

    @Override
    public Outcome rollAccounts(Optional<URI> directory) {
        throw new AssertionError("not asked for");
    }

    @Override
    public Outcome keep(NameSet names, Issued issued, Optional<URI> directory) {
        kept.add(names + directory.map(url -> " by " + url).orElse(""));
        return new Outcome.Done("served now");
    }

    @Override
    public Outcome keepAccount(URI directory, Optional<URI> url, KeyPair key) {
        kept.add(directory + " " + url.orElseThrow() + " " + key.getPrivate().getAlgorithm());
        return new Outcome.Done("used from now on");
    }

    @Override
    public Optional<Issued> newest(NameSet names, boolean rsa) {
        return Optional.empty();
    }
}
