package croft.site.release;

import croft.site.store.BlobId;
import java.time.Instant;

/// That a release became current.
///
/// @param number later ones of the same project have higher ones
public record Promotion(long number, BlobId manifest, Means means, Instant at, String by) {
    public Label label() {
        return new Label(manifest.label());
    }

    /// By what it became current.
    public enum Means {
        DEPLOY("deploy"),
        PROMOTE("promote"),
        ROLLBACK("rollback");

        private final String word;

        Means(String word) {
            this.word = word;
        }

        /// As the database and answers have it.
        public String word() {
            return word;
        }

        static Means of(String word) {
            for (Means means : values()) {
                if (means.word.equals(word)) {
                    return means;
                }
            }
            throw new IllegalArgumentException(
                    "means: \"" + word + "\" (expected: deploy, promote, rollback)");
        }
    }
}
