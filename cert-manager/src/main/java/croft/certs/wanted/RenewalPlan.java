package croft.certs.wanted;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has to be done now so that every site has a good certificate, and when to look again.
///
/// @param issue each with its reason, in the order of the declaration
/// @param restore names of withdrawn ones that are wanted again and still good
/// @param withdraw those that no site wants
/// @param next when the first of those that are good is due; empty if there is none
public record RenewalPlan(
        List<Due> issue, List<NameSet> restore, List<Held> withdraw, Optional<Instant> next) {
    public RenewalPlan {
        issue = List.copyOf(issue);
        restore = List.copyOf(restore);
        withdraw = List.copyOf(withdraw);
    }

    /// A certificate to issue.
    public record Due(NameSet names, Reason reason) {}

    /// Why a certificate is issued.
    public sealed interface Reason {
        /// There is none.
        record Missing() implements Reason {}

        /// A third of its life or less is left, or none.
        record NearItsEnd(Instant notAfter) implements Reason {}

        /// It begins in the future: the clock was ahead when it was issued. Were it the clock that
        /// is behind now, one more certificate does no harm.
        record NotYetValid(Instant notBefore) implements Reason {}

        /// The authority has a new root, so clients will not trust what the old one signed.
        record OtherIssuer(String issuer) implements Reason {}

        /// Its stored key was altered and does not open.
        record Unreadable() implements Reason {}
    }

    /// One set of names for each site.
    public static List<NameSet> wanted(Declaration declaration) {
        Map<String, NameSet> wanted = new LinkedHashMap<>();
        declaration
                .sites()
                .forEach(site -> {
                    List<HostName> names = new ArrayList<>();
                    names.add(site.host());
                    names.addAll(site.aliases());
                    NameSet set = NameSet.ofHosts(names);
                    wanted.putIfAbsent(set.digest(), set);
                });
        return List.copyOf(wanted.values());
    }

    /// Wanted minus held, plus due.
    ///
    /// @param issuer who would sign now
    public static RenewalPlan of(
            List<NameSet> wanted, List<Held> held, String issuer, Instant now) {
        Map<String, Held> unwanted = new LinkedHashMap<>();
        held.forEach(h -> unwanted.put(h.names().digest(), h));
        List<Due> issue = new ArrayList<>();
        List<NameSet> restore = new ArrayList<>();
        Optional<Instant> next = Optional.empty();
        for (NameSet names : wanted) {
            Optional<Held> found = Optional.ofNullable(unwanted.remove(names.digest()));
            Optional<Reason> reason = reason(found, issuer, now);
            if (reason.isPresent()) {
                issue.add(new Due(names, reason.get()));
                continue;
            }
            Held good = found.orElseThrow();
            if (good.withdrawn()) {
                restore.add(names);
            }
            Instant renewAt = good.renewAt();
            next = Optional.of(next.filter(renewAt::isAfter).orElse(renewAt));
        }
        List<Held> withdraw = unwanted.values().stream().filter(h -> !h.withdrawn()).toList();
        return new RenewalPlan(issue, restore, withdraw, next);
    }

    /// Why this certificate has to be issued now; empty if it is good.
    public static Optional<Reason> reason(Optional<Held> found, String issuer, Instant now) {
        if (found.isEmpty()) {
            return Optional.of(new Reason.Missing());
        }
        Held held = found.get();
        if (!held.readable()) {
            return Optional.of(new Reason.Unreadable());
        }
        if (!held.issuer().equals(issuer)) {
            return Optional.of(new Reason.OtherIssuer(held.issuer()));
        }
        if (now.isBefore(held.notBefore())) {
            return Optional.of(new Reason.NotYetValid(held.notBefore()));
        }
        if (!now.isBefore(held.renewAt())) {
            return Optional.of(new Reason.NearItsEnd(held.notAfter()));
        }
        return Optional.empty();
    }
}
