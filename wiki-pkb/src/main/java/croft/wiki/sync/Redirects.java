package croft.wiki.sync;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the pages of one wiki are that had other names. No redirect leads to another redirect.
/// Immutable.
final class Redirects {
    static final Redirects NONE = new Redirects(Map.of());

    /// Nobody renames so much by hand; a program that does would fill the memory.
    private static final int MOST = 20_000;

    private final Map<FilePath, Redirect> byFormer;
    private final Map<Address, Redirect> byAddress;

    private Redirects(Map<FilePath, Redirect> byFormer) {
        this.byFormer = Map.copyOf(byFormer);
        Map<Address, Redirect> addresses = HashMap.newHashMap(byFormer.size());
        byFormer.values().forEach(redirect -> addresses.put(redirect.address(), redirect));
        this.byAddress = Map.copyOf(addresses);
    }

    /// Of what was stored, in any order; of two for one former name the later counts.
    static Redirects of(Collection<Redirect> all) {
        Map<FilePath, Redirect> latest = new HashMap<>();
        for (Redirect redirect : all) {
            latest.merge(
                    redirect.former(),
                    redirect,
                    (one, other) -> one.at().isBefore(other.at()) ? other : one);
        }
        return new Redirects(bounded(latest));
    }

    /// A page has another name.
    Redirects with(Renames.Rename rename, Address address, Instant now) {
        Map<FilePath, Redirect> all = new HashMap<>(byFormer);
        // its own name again: nothing leads away from it
        all.remove(rename.to());
        all.replaceAll((_, redirect) ->
                redirect.path().equals(rename.from())
                        ? new Redirect(redirect.former(), redirect.address(), rename.to(), now)
                        : redirect);
        all.put(rename.from(), new Redirect(rename.from(), address, rename.to(), now));
        return new Redirects(bounded(all));
    }

    Optional<Redirect> at(Address address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /// In the order of time.
    List<Redirect> all() {
        List<Redirect> all = new ArrayList<>(byFormer.values());
        all.sort(Comparator.comparing(Redirect::at).thenComparing(Redirect::former));
        return all;
    }

    private static Map<FilePath, Redirect> bounded(Map<FilePath, Redirect> all) {
        if (all.size() <= MOST) {
            return all;
        }
        Map<FilePath, Redirect> latest = new HashMap<>();
        all.values().stream()
                .sorted(Comparator.comparing(Redirect::at).reversed())
                .limit(MOST)
                .forEach(redirect -> latest.put(redirect.former(), redirect));
        return latest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Redirects redirects && byFormer.equals(redirects.byFormer);
    }

    @Override
    public int hashCode() {
        return byFormer.hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }

    /// One page that had another name.
    ///
    /// @param address where it was
    /// @param path the page now
    /// @param at when it was noticed
    record Redirect(FilePath former, Address address, FilePath path, Instant at) {}
}
