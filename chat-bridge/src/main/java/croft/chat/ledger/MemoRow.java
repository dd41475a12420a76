package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A row of `chat.memo`.
@MappedEntity(value = "memo", schema = "chat")
record MemoRow(
        @Id String key,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> names,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> facts) {
    Map<String, String> map() {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), facts.get(i));
        }
        return Map.copyOf(map);
    }
}
