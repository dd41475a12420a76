package croft.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One module's architecture: its packages in order, which of them are pure, which run on an event loop, and what may be
/// used only where. A package may know only the packages after it in the list; the root package wires all of them.
///
/// Written once in each module's `ArchitectureTest`, and checked against the compiled classes:
///
///     Architecture.of("croft.site").packages("serve", "content").pure("content").check();
public final class Architecture {
    private static final List<String> ROLE_NAMES =
            List.of("Util", "Utils", "Helper", "Impl", "Manager");
    private static final List<String> FORBIDDEN_PACKAGES =
            List.of("util", "common", "misc", "impl", "dto");

    /// Calls that read a clock. Time is passed in, so that every rule about time can be tested.
    private static final Map<String, Set<String>> CLOCKS =
            Map.of(
                    "java.time.Instant", Set.of("now"),
                    "java.time.LocalDateTime", Set.of("now"),
                    "java.time.ZonedDateTime", Set.of("now"),
                    "java.lang.System", Set.of("currentTimeMillis", "nanoTime"));

    /// Calls that may make a thread wait. An event loop that waits stops every connection it
    /// serves.
    private static final Map<String, Set<String>> WAITS =
            Map.of(
                    "java.lang.Thread", Set.of("sleep", "join"),
                    "java.util.concurrent.Future", Set.of("get"),
                    "java.util.concurrent.CompletableFuture", Set.of("get", "join"),
                    "java.util.concurrent.CountDownLatch", Set.of("await"),
                    "io.netty.util.concurrent.Future",
                            Set.of("sync", "await", "syncUninterruptibly"),
                    "io.netty.channel.ChannelFuture",
                            Set.of("sync", "await", "syncUninterruptibly"),
                    "java.net.InetAddress", Set.of("getByName", "getAllByName"));

    private final String root;
    private final List<String> packages = new ArrayList<>();
    private final List<String> pure = new ArrayList<>();
    private final List<String> eventLoop = new ArrayList<>();
    private final Map<String, List<String>> fences = new LinkedHashMap<>();
    private boolean library;

    private Architecture(String root) {
        this.root = root;
    }

    /// Begins the description of one module.
    ///
    /// @param root the module's root package, such as `croft.site`
    public static Architecture of(String root) {
        return new Architecture(root);
    }

    /// Every package below the root, outermost first.
    public Architecture packages(String... names) {
        packages.addAll(List.of(names));
        return this;
    }

    /// Packages without Netty channels, Micronaut and SQL.
    public Architecture pure(String... names) {
        pure.addAll(List.of(names));
        return this;
    }

    /// Packages whose code runs on an event loop and so never waits.
    public Architecture eventLoop(String... names) {
        eventLoop.addAll(List.of(names));
        return this;
    }

    /// Classes below `prefix` are used in the packages `names` only, and in the root package.
    public Architecture fence(String prefix, String... names) {
        fences.put(prefix, List.of(names));
        return this;
    }

    /// A module made to be called from others, whose public types need no caller inside.
    public Architecture library() {
        library = true;
        return this;
    }

    /// Checks the module's compiled classes.
    ///
    /// @throws AssertionError naming every class and line that breaks a rule
    public void check() {
        check(
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(root));
    }

    void check(JavaClasses classes) {
        if (classes.isEmpty()) {
            throw new AssertionError(root + ": no classes found (expected: the module's own)");
        }
        for (ArchRule rule : rules()) {
            rule.allowEmptyShould(true).check(classes);
        }
    }

    private List<ArchRule> rules() {
        List<ArchRule> rules = new ArrayList<>();
        rules.add(everyPackageIsListed());
        for (int i = 0; i < packages.size(); i++) {
            rules.add(knowsOnlyLaterPackages(i));
        }
        rules.add(knowsNoOtherService());
        if (!pure.isEmpty()) {
            rules.add(
                    noClasses()
                            .that(liveIn(pure))
                            .should()
                            .dependOnClassesThat(
                                    resideInAnyPackage(
                                            "io.netty.channel..",
                                            "io.micronaut..",
                                            "java.sql..",
                                            "javax.sql.."))
                            .because(
                                    "pure packages know values, not channels, frameworks or tables"));
        }
        if (!eventLoop.isEmpty()) {
            rules.add(
                    noClasses()
                            .that(liveIn(eventLoop))
                            .should()
                            .callMethodWhere(isOneOf(WAITS))
                            .because("an event loop never waits"));
            rules.add(
                    noClasses()
                            .that(liveIn(eventLoop))
                            .should()
                            .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql.."))
                            .because("an event loop never waits"));
        }
        fences.forEach((prefix, names) -> rules.add(fenced(prefix, names)));
        rules.add(
                noClasses()
                        .that(
                                describe(
                                        "live outside the root package",
                                        c -> !c.getPackageName().equals(root)))
                        .should()
                        .callMethodWhere(isOneOf(CLOCKS))
                        .because("time is passed in: inject an InstantSource"));
        rules.add(namesSayWhatATypeIs());
        if (!library) {
            rules.add(publicIsADecision());
        }
        return rules;
    }

    private ArchRule everyPackageIsListed() {
        return classes()
                .should(
                        condition(
                                "live in a listed package",
                                c ->
                                        c.getPackageName().equals(root)
                                                        || packages.contains(topPackage(c))
                                                ? null
                                                : c.getPackageName()
                                                        + " is not in the list "
                                                        + packages));
    }

    private ArchRule knowsOnlyLaterPackages(int index) {
        List<String> earlier = packages.subList(0, index);
        String name = packages.get(index);
        return noClasses()
                .that(liveIn(List.of(name)))
                .should()
                .dependOnClassesThat(
                        describe(
                                "live in " + earlier + " or the root package",
                                c ->
                                        isOurs(c)
                                                && (c.getPackageName().equals(root)
                                                        || earlier.contains(topPackage(c)))))
                .because("a package knows only those after it: " + packages);
    }

    private ArchRule knowsNoOtherService() {
        return noClasses()
                .should()
                .dependOnClassesThat(
                        describe(
                                "belong to another service",
                                c ->
                                        c.getPackageName().startsWith("croft.")
                                                && !isOurs(c)
                                                && !c.getPackageName().startsWith("croft.platform.")
                                                && !c.getPackageName()
                                                        .startsWith("croft.migrations")))
                .because(
                        "services meet in croft.yml, in the journal, over HTTP and in docs/contracts");
    }

    private ArchRule fenced(String prefix, List<String> names) {
        return noClasses()
                .that(
                        describe(
                                "live outside " + names,
                                c ->
                                        !c.getPackageName().equals(root)
                                                && !names.contains(topPackage(c))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(prefix + ".."))
                .because(prefix + " is used in " + names + " only");
    }

    /// A main class is named for its module, such as `CertManager`.
    private ArchRule namesSayWhatATypeIs() {
        return classes()
                .that(
                        describe(
                                "live below the root package",
                                c -> !c.getPackageName().equals(root)))
                .should(
                        condition(
                                "be named for what they are",
                                c -> {
                                    for (String role : ROLE_NAMES) {
                                        if (c.getSimpleName().endsWith(role)) {
                                            return c.getName()
                                                    + " is named for a role ("
                                                    + role
                                                    + ")";
                                        }
                                    }
                                    for (String part : c.getPackageName().split("\\.", -1)) {
                                        if (FORBIDDEN_PACKAGES.contains(part)) {
                                            return c.getName()
                                                    + " lives in a package named "
                                                    + part;
                                        }
                                    }
                                    return null;
                                }));
    }

    private ArchRule publicIsADecision() {
        return classes()
                .that(
                        describe(
                                "are public top-level types below the root package",
                                c ->
                                        c.getModifiers().contains(JavaModifier.PUBLIC)
                                                && c.isTopLevelClass()
                                                && !c.getPackageName().equals(root)
                                                // what Micronaut and the templates generate
                                                && !c.getName().contains(".$")
                                                && !c.getName().matches(".*\\.Jte\\w+Generated")))
                .should(
                        condition(
                                "be used by another package of the module",
                                c ->
                                        isUsedElsewhere(c)
                                                ? null
                                                : c.getName()
                                                        + " is public, but only its own package uses it"));
    }

    /// Whether another package uses the type or one nested in it.
    private static boolean isUsedElsewhere(JavaClass c) {
        return c.getPackage().getClasses().stream()
                .filter(member ->
                        member.equals(c) || member.getName().startsWith(c.getName() + "$"))
                .flatMap(member -> member.getDirectDependenciesToSelf().stream())
                .anyMatch(use -> !use.getOriginClass().getPackageName().equals(c.getPackageName()));
    }

    private boolean isOurs(JavaClass c) {
        return c.getPackageName().equals(root) || c.getPackageName().startsWith(root + ".");
    }

    private String topPackage(JavaClass c) {
        String name = c.getPackageName();
        if (!name.startsWith(root + ".")) {
            return "";
        }
        String rest = name.substring(root.length() + 1);
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private DescribedPredicate<JavaClass> liveIn(List<String> names) {
        return describe("live in " + names, c -> isOurs(c) && names.contains(topPackage(c)));
    }

    private static DescribedPredicate<JavaAccess<?>> isOneOf(Map<String, Set<String>> methods) {
        return describe(
                "is one of " + methods,
                access -> {
                    AccessTarget target = access.getTarget();
                    return methods.getOrDefault(target.getOwner().getName(), Set.of())
                            .contains(target.getName());
                });
    }

    private static ArchCondition<JavaClass> condition(String description, Violation violation) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String found = violation.of(item);
                if (found != null) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    item, found + " in " + item.getSourceCodeLocation()));
                }
            }
        };
    }

    /// What is wrong with a class, or null.
    private interface Violation {
        @org.jspecify.annotations.Nullable
        String of(JavaClass item);
    }
}
