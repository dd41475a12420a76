package croft.chat.incident;

import croft.chat.incident.Telling.Trouble;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// An incident in one channel: what is wrong, since when, and whether it is over.
///
/// @param root the key of the message whose thread it has
/// @param event the last one that counted: what is heard again changes nothing
/// @param times how often it was told of
/// @param ended when it was over
record Incident(
        String root,
        Trouble trouble,
        Instant began,
        Instant last,
        long event,
        int times,
        Optional<Instant> ended) {
    Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>();
        facts.put("root", root);
        facts.put("of", trouble.of());
        facts.put("severity", trouble.severity().name());
        facts.put("headline", trouble.headline());
        facts.put("trouble", trouble.trouble());
        facts.put("remedy", trouble.remedy());
        facts.put("command", trouble.command());
        facts.put("began", began.toString());
        facts.put("last", last.toString());
        facts.put("event", Long.toString(event));
        facts.put("times", Integer.toString(times));
        ended.ifPresent(end -> facts.put("ended", end.toString()));
        return facts;
    }

    static Incident of(Map<String, String> facts) {
        return new Incident(
                facts.getOrDefault("root", ""),
                new Trouble(
                        facts.getOrDefault("of", ""),
                        Severity.valueOf(facts.getOrDefault("severity", Severity.WARNING.name())),
                        facts.getOrDefault("headline", ""),
                        facts.getOrDefault("trouble", ""),
                        facts.getOrDefault("remedy", ""),
                        facts.getOrDefault("command", "")),
                Instant.parse(facts.getOrDefault("began", Instant.EPOCH.toString())),
                Instant.parse(facts.getOrDefault("last", Instant.EPOCH.toString())),
                Long.parseLong(facts.getOrDefault("event", "0")),
                Integer.parseInt(facts.getOrDefault("times", "1")),
                Optional.ofNullable(facts.get("ended")).map(Instant::parse));
    }
}
