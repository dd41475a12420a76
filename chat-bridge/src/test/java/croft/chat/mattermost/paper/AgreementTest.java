package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The comparison of channels sees each flaw, and a naive bridge has them.
@Timeout(60)
class AgreementTest {
    private static final String SQUARE = "wizards/town-square";
    private static final String OFF_TOPIC = "rust/off-topic";

    private PaperMattermost wizards;
    private PaperMattermost rust;
    private Person ann;
    private Person here;
    private Person there;

    @BeforeEach
    void start() throws Exception {
        wizards = PaperMattermost.start(Settings.forBridges(Release.V11_10));
        rust = PaperMattermost.start(Settings.forBridges(Release.V12_0));
        ann = wizards.person("ann");
        here = wizards.bot("bridge");
        there = rust.bot("bridge");
        wizards.open(SQUARE, ann, here);
        rust.open(OFF_TOPIC, rust.person("bob"), there);
    }

    @AfterEach
    void stop() throws Exception {
        wizards.close();
        rust.close();
    }

    @Test
    void isCompleteWhereEverythingIsThere() {
        String root = ann.post(SQUARE, "m:1 hello");
        ann.reply(root, "m:2 yes");
        ann.react(root, "tada");
        String copy = copy("m:1 hello");
        there.reply(copy, "**ann**: m:2 yes");
        there.react(copy, "tada");
        assertThat(agreement().isComplete()).isTrue();
        assertThat(agreement().compared()).isEqualTo(2);
    }

    @Test
    void seesEachFlaw() {
        String root = ann.post(SQUARE, "m:1 root");
        ann.post(SQUARE, "m:2 lost");
        ann.post(SQUARE, "m:3 doubled");
        ann.delete(ann.post(SQUARE, "m:4 deleted"));
        ann.edit(ann.post(SQUARE, "m:5 old"), "m:5 new");
        ann.reply(root, "m:6 answer");
        ann.react(ann.post(SQUARE, "m:7 liked"), "tada");
        ann.postFiles(SQUARE, "m:8 file", List.of(ann.upload(SQUARE, "a.txt", new byte[1])));
        ann.post(SQUARE, "m:9 first");
        ann.post(SQUARE, "m:10 second");
        for (String text :
                List.of(
                        "m:1 root",
                        "m:3 doubled",
                        "m:3 doubled",
                        "m:4 deleted",
                        "m:5 old",
                        "m:6 answer",
                        "m:7 liked",
                        "m:8 file",
                        "m:10 second",
                        "m:9 first")) {
            copy(text);
        }
        Agreement agreement = agreement();
        assertThat(agreement.isComplete()).isFalse();
        assertThat(agreement.lost()).containsExactly("m:2");
        assertThat(agreement.doubled()).containsExactly("m:3");
        assertThat(agreement.resurrected()).containsExactly("m:4");
        assertThat(agreement.stale()).containsExactly("m:5");
        assertThat(agreement.orphaned()).containsExactly("m:6");
        assertThat(agreement.misjudged()).containsExactly("m:7");
        assertThat(agreement.stripped()).containsExactly("m:8");
        assertThat(agreement.reordered()).containsExactly("m:9");
    }

    @Test
    void aNaiveBridgeCarriesAndLosesWhileItIsAway() throws Exception {
        try (NaiveBridge _ = new NaiveBridge(wizards, here, SQUARE, rust, there, OFF_TOPIC)) {
            ann.post(SQUARE, "m:1 hello");
            await(() -> agreement().isComplete() && !rust.shown(OFF_TOPIC).isEmpty());
        }
        ann.post(SQUARE, "m:2 away");
        try (NaiveBridge _ = new NaiveBridge(wizards, here, SQUARE, rust, there, OFF_TOPIC)) {
            ann.post(SQUARE, "m:3 back");
            await(() -> rust.shown(OFF_TOPIC).size() == 2);
        }
        assertThat(agreement().lost()).containsExactly("m:2");
    }

    @Test
    void twoNaiveBridgesMakeAStorm() throws Exception {
        Person second = wizards.bot("second");
        Person secondThere = rust.bot("second");
        wizards.join(SQUARE, second);
        rust.join(OFF_TOPIC, secondThere);
        try (NaiveBridge first = new NaiveBridge(wizards, here, SQUARE, rust, there, OFF_TOPIC);
                NaiveBridge _ =
                        new NaiveBridge(wizards, second, SQUARE, rust, secondThere, OFF_TOPIC)) {
            ann.post(SQUARE, "m:1 hello");
            await(() -> first.carried() > 10);
        }
    }

    private String copy(String text) {
        return there.post(OFF_TOPIC, "**ann**: " + text);
    }

    private Agreement agreement() {
        return Agreement.of(
                wizards, SQUARE, rust, OFF_TOPIC, post -> post.author().equals("bridge"));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
