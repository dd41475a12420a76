package croft.stack.images;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is to be built.
///
/// @param base to be built anew; nothing is the one that is there, whichever, else Alpine's
/// @param registry where images of Croft's own belong, such as `croft`
/// @param arguments for every Dockerfile
/// @param trained whether services get an archive of their classes
public record Plan(
        Optional<Base> base,
        Set<Image> images,
        String registry,
        Map<String, String> arguments,
        boolean trained) {
    public Plan {
        images = images.isEmpty() ? EnumSet.allOf(Image.class) : EnumSet.copyOf(images);
        arguments = new LinkedHashMap<>(arguments);
    }
}
