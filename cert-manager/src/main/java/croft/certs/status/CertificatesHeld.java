package croft.certs.status;

import croft.certs.renewal.CertificateState;
import croft.certs.renewal.Renewal;
import croft.certs.renewal.Standing;
import croft.platform.service.Readiness;
import java.util.List;
import java.util.Optional;

/// Ready when every site has a certificate. A database that goes away later does not change that.
public final class CertificatesHeld implements Readiness {
    /// More names than these help nobody who reads a health answer.
    private static final int MOST_NAMED = 5;

    private final Renewal renewal;

    /// The readiness of this renewal.
    public CertificatesHeld(Renewal renewal) {
        this.renewal = renewal;
    }

    @Override
    public String name() {
        return "certificates";
    }

    @Override
    public Optional<String> missing() {
        Standing standing = renewal.standing();
        List<CertificateState> without =
                standing.certificates().stream().filter(c -> c.held().isEmpty()).toList();
        if (without.isEmpty() && standing.root().isPresent()) {
            return Optional.empty();
        }
        StringBuilder reason = new StringBuilder();
        without.stream()
                .limit(MOST_NAMED)
                .forEach(c ->
                        reason.append(reason.isEmpty() ? "no certificate for " : ", ")
                                .append(c.names()));
        if (without.size() > MOST_NAMED) {
            reason.append(" and ").append(without.size() - MOST_NAMED).append(" others");
        }
        standing.problem()
                .or(() -> without.stream().flatMap(c -> c.error().stream()).findFirst())
                .ifPresent(why -> reason.append(reason.isEmpty() ? "" : ": ").append(why));
        return Optional.of(reason.toString());
    }
}
