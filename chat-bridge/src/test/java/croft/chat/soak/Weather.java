package croft.chat.soak;

import croft.chat.ledger.LedgerDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Kills and cuts, one after another. Which ones follow from the seed. One thread.
final class Weather {
    /// Between two strikes the bridge lives so long, in milliseconds: long enough to do something,
    /// and often too short to end it.
    private static final int SHORTEST_CALM = 100;

    private static final int LONGEST_CALM = 1_500;

    private static final int LONGEST_ABSENCE = 2_000;

    private final Scene scene;
    private final LedgerDatabase database;
    private final KilledBridge bridge;
    private final SplittableRandom random;
    private final Map<Strike, Integer> struck = new EnumMap<>(Strike.class);

    Weather(Scene scene, LedgerDatabase database, KilledBridge bridge, SplittableRandom random) {
        this.scene = scene;
        this.database = database;
        this.bridge = bridge;
        this.random = random;
    }

    /// Waits for a moment, troubles a few requests, and strikes; returns when what was killed runs
    /// again and what was shut is open.
    void strike() throws Exception {
        if (random.nextInt(3) > 0) {
            anySide().trouble(random.nextInt(1000));
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(SHORTEST_CALM, LONGEST_CALM));
        Strike strike = Strike.of(random.nextInt(100));
        switch (strike) {
            case BRIDGE_KILLED -> {
                bridge.kill();
                bridge.start();
            }
            case DATABASE_KILLED -> killDatabase();
            case BOTH_KILLED -> {
                bridge.kill();
                killDatabase();
                bridge.start();
            }
            case DATABASE_CUT -> database.cut();
            case CHAT_CUT -> anySide().way().cut();
            case CHAT_REFUSED -> {
                Side side = anySide();
                side.way().refuse();
                absence();
                side.calm();
            }
            case CHAT_SWALLOWED -> {
                Side side = anySide();
                side.way().swallow();
                absence();
                side.calm();
            }
            case CHAT_RESTARTED -> anySide().restart();
        }
        struck.merge(strike, 1, Integer::sum);
    }

    private void killDatabase() throws Exception {
        database.kill();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_ABSENCE / 4));
        database.restart();
    }

    private void absence() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(100, LONGEST_ABSENCE));
    }

    private Side anySide() {
        return scene.sides().get(random.nextInt(scene.sides().size()));
    }

    /// Ends all troubles, and lets a last process of the bridge begin.
    void clear() throws IOException, SQLException {
        scene.sides().forEach(Side::calm);
        bridge.kill();
        bridge.start();
    }

    /// What happened how often.
    Map<Strike, Integer> struck() {
        return struck;
    }
}
