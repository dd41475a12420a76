package croft.certs.wanted;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has to be done now so that every site has a good certificate, and when to look again.
///
/// @param issue each with its reason, in the order of the declaration
/// @param later those that would be issued if it were not too early
/// @param restore withdrawn ones that are wanted again and can be served, at least until another
///   comes
/// @param withdraw those whose names no site wants
/// @param drop those beside a certificate that is wanted, in a variant that is not
/// @param ask those whose authority is to be asked when it wants them renewed
/// @param next when something of this changes by itself; empty if nothing does
public record RenewalPlan(
        List<Due> issue,
        List<Waiting> later,
        List<Wanted> restore,
        List<Held> withdraw,
        List<Held> drop,
        List<Held> ask,
        Optional<Instant> next) {
    public RenewalPlan {
        issue = List.copyOf(issue);
        later = List.copyOf(later);
        restore = List.copyOf(restore);
        withdraw = List.copyOf(withdraw);
        drop = List.copyOf(drop);
        ask = List.copyOf(ask);
    }

    /// A certificate to issue.
    public record Due(Wanted wanted, Reason reason) {}

    /// A certificate to issue later.
    ///
    /// @param until when; empty: when something else is declared, or somebody asks
    /// @param because what it waits for, in plain words
    public record Waiting(Wanted wanted, Reason reason, Optional<Instant> until, String because) {}

    /// Wanted minus held, plus due.
    public static RenewalPlan of(List<Wanted> wanted, Known known, Instant now) {
        Draft draft = new Draft(known, now);
        wanted.forEach(draft::look);
        return draft.finished();
    }

    /// A plan as it is made.
    private static final class Draft {
        private final Known known;
        private final Instant now;
        private final Map<Wanted.Id, Held> unwanted = new LinkedHashMap<>();
        private final Map<String, Wanted> wantedSets = new HashMap<>();
        private final List<Due> issue = new ArrayList<>();
        private final List<Waiting> later = new ArrayList<>();
        private final List<Wanted> restore = new ArrayList<>();
        private final List<Held> ask = new ArrayList<>();
        private Optional<Instant> next = Optional.empty();

        Draft(Known known, Instant now) {
            this.known = known;
            this.now = now;
            known.held().forEach(held -> unwanted.put(held.id(), held));
        }

        void look(Wanted wanted) {
            wantedSets.put(wanted.names().digest(), wanted);
            Optional<Held> held = Optional.ofNullable(unwanted.remove(wanted.id()));
            switch (Verdict.of(wanted, held, known, now)) {
                case Verdict.Good(Held.Renewal renewal) -> next(renewal.at());
                case Verdict.Issue(Reason reason) -> issue.add(new Due(wanted, reason));
                case Verdict.Wait(Reason reason, Optional<Instant> until, String because) -> {
                    later.add(new Waiting(wanted, reason, until, because));
                    until.ifPresent(this::next);
                }
            }
            held.filter(h -> h.withdrawn() && canBeServed(h)).ifPresent(_ -> restore.add(wanted));
            held.filter(this::hasRenewalInformation).ifPresent(this::ask);
        }

        private boolean canBeServed(Held held) {
            return held.readable() && held.revokedAt().isEmpty() && held.notAfter().isAfter(now);
        }

        private boolean hasRenewalInformation(Held held) {
            return held.origin().directory().isPresent() && canBeServed(held);
        }

        private void ask(Held held) {
            if (held.askAgain().isPresent() && held.askAgain().get().isAfter(now)) {
                next(held.askAgain().get());
            } else {
                ask.add(held);
            }
        }

        private void next(Instant at) {
            next = Optional.of(next.filter(at::isAfter).orElse(at));
        }

        RenewalPlan finished() {
            Map<String, Held> withdraw = new LinkedHashMap<>();
            List<Held> drop = new ArrayList<>();
            for (Held held : unwanted.values()) {
                if (wantedSets.containsKey(held.names().digest())) {
                    drop.add(held);
                } else if (!held.withdrawn()) {
                    withdraw.putIfAbsent(held.names().digest(), held);
                }
            }
            return new RenewalPlan(
                    issue, later, restore, List.copyOf(withdraw.values()), drop, ask, next);
        }
    }
}
