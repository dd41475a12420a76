package croft.site.review;

import croft.platform.declaration.Shown;
import croft.site.content.SitePath;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which places pages have (`id`, `<a name>`), and which places links ask for. Compared when all
/// pages were read.
///
/// Names are remembered as hashes of 32 bits, so that a site with a million of them costs a few
/// megabytes; where two share a hash, one missing place stays unreported.
final class Places {
    /// Further names are not remembered, and links into their pages not compared.
    private static final int MOST_NAMES = 1_000_000;

    /// Further links are not compared.
    private static final int MOST_WANTED = 20_000;

    /// Nobody names a place longer than that.
    private static final int LONGEST_NAME = 256;

    private final Map<SitePath, int[]> byPage = new HashMap<>();
    private final Map<Wanted, Asked> wanted = new LinkedHashMap<>();
    private int[] names = new int[64];
    private int count;
    private int total;

    /// Of the page that is being read.
    void name(String name) {
        if (total + count >= MOST_NAMES) {
            return;
        }
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
        }
        names[count++] = name.hashCode();
    }

    /// Whatever was named since the page before it is in `page`.
    ///
    /// @param whole whether it was read to its end
    void endPage(SitePath page, boolean whole) {
        if (whole && total + count < MOST_NAMES) {
            int[] own = Arrays.copyOf(names, count);
            Arrays.sort(own);
            byPage.put(page, own);
            total += count;
        }
        count = 0;
    }

    void want(SitePath page, String fragment, SitePath from, int line) {
        boolean uncompared =
                fragment.isEmpty()
                        || fragment.length() > LONGEST_NAME
                        || fragment.startsWith("/")
                        || fragment.startsWith("!")
                        || fragment.startsWith(":~:")
                        || fragment.equalsIgnoreCase("top");
        Wanted place = new Wanted(page, fragment);
        if (!uncompared && (wanted.size() < MOST_WANTED || wanted.containsKey(place))) {
            wanted.merge(place, new Asked(from, line, 1), (first, _) -> first.again());
        }
    }

    void compare(Collected collected) {
        wanted.forEach((place, asked) -> {
            int[] own = byPage.get(place.page);
            if (own != null && !has(own, place.fragment)) {
                String what =
                        place.page.encoded() + " has no place " + Shown.quoted(place.fragment);
                for (int i = 0; i < asked.times; i++) {
                    collected.add(Finding.Kind.MISSING_FRAGMENT, asked.from, asked.line, what);
                }
            }
        });
    }

    private static boolean has(int[] names, String fragment) {
        return Arrays.binarySearch(names, fragment.hashCode()) >= 0
                || Arrays.binarySearch(names, decoded(fragment).hashCode()) >= 0;
    }

    private static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return fragment;
        }
    }

    private record Wanted(SitePath page, String fragment) {}

    /// @param from where it is first asked for
    private record Asked(SitePath from, int line, int times) {
        Asked again() {
            return new Asked(from, line, times + 1);
        }
    }
}
