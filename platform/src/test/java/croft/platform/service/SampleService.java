package croft.platform.service;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The smallest service there can be, as one would write it.
final class SampleService {
    private SampleService() {}

    public static void main(String[] args) {
        service().run();
    }

    static CroftService service() {
        return CroftService.named("sample", SampleService.class);
    }

    /// What the sample needs; a test takes it away.
    @Singleton
    static final class Need implements Readiness {
        final AtomicReference<@Nullable String> missing = new AtomicReference<>();

        @Override
        public String name() {
            return "patience";
        }

        @Override
        public Optional<String> missing() {
            return Optional.ofNullable(missing.get());
        }
    }

    /// The sample's part of the status.
    @Singleton
    static final class SampleStatus implements StatusDetail {
        @Override
        public Object detail() {
            return new Detail(List.of(), null);
        }

        /// With the values that are easily lost on the way.
        @Serdeable
        record Detail(List<String> none, @Nullable String nothing) {}
    }
}
