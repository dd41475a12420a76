package croft.chat.mattermost.paper;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/// Ids as Mattermost makes them: 26 characters of z-base-32, in no order.
final class Id {
    private static final String ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769";
    private static final Pattern VALID = Pattern.compile("[a-z0-9]{26}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Id() {}

    static String next() {
        StringBuilder id = new StringBuilder(26);
        for (int i = 0; i < 26; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(32)));
        }
        return id.toString();
    }

    static boolean valid(String text) {
        return VALID.matcher(text).matches();
    }
}
