package moltis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import moltis.config.NotInEffect;
import moltis.config.schema.KeyPath;
import moltis.config.section.MoltisConfig;
import moltis.config.section.ProvidersConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Holds that each key of the configuration either is read by the program or stands on the one list of those that are
 * not in effect yet, so that no setting looks like one and does nothing.
 */
@DisplayName("inert settings: each documented key has a reader or is listed as not in effect")
class SettingsInEffectTest {

    private static final JavaClasses MOLTIS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("moltis");

    /** Read by the loader itself, as the environment of everything else. */
    private static final Set<String> READ_BY_LOADING = Set.of("env");

    private final Set<String> unreadButNotListed = new TreeSet<>();
    private final Set<String> readButListed = new TreeSet<>();

    @Test
    void each_key_has_a_reader_or_is_on_the_list() {
        visit(MoltisConfig.class, KeyPath.ROOT, true);

        assertThat(unreadButNotListed)
                .as("keys that nothing reads; add them to NotInEffect")
                .isEmpty();
        assertThat(readButListed)
                .as("keys that are read by now; take them off NotInEffect")
                .isEmpty();
    }

    private void visit(Class<?> type, KeyPath path, boolean parentRead) {
        for (RecordComponent component : type.getRecordComponents()) {
            boolean read = parentRead && isRead(type, component);
            KeyPath key = key(component, path);
            Optional<Class<?>> inner = record(component.getGenericType());
            if (inner.isPresent()) {
                visit(inner.get(), key, read);
            } else if (!READ_BY_LOADING.contains(key.toString())) {
                boolean listed = NotInEffect.covers(key);
                if (!read && !listed) unreadButNotListed.add(key.toString());
                if (read && listed) readButListed.add(key.toString());
            }
        }
    }

    private static boolean isRead(Class<?> type, RecordComponent component) {
        JavaClass declaring = MOLTIS.get(type);
        boolean byAccessor = isUsed(declaring, component.getName());
        return byAccessor || (type == ProvidersConfig.class && isUsed(declaring, "provider", String.class));
    }

    private static boolean isUsed(JavaClass declaring, String method, Class<?>... parameters) {
        return declaring.getMethod(method, parameters).getAccessesToSelf().stream()
                .anyMatch(access -> !access.getOriginOwner().getPackageName().startsWith("moltis.config"));
    }

    private static KeyPath key(RecordComponent component, KeyPath path) {
        String name = component.getName();
        if (name.equals("byName")) return path.child("*");
        KeyPath key = path.child(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        boolean many = component.getType() == Map.class
                && record(component.getGenericType()).isPresent();
        return many ? key.child("*") : key;
    }

    private static Optional<Class<?>> record(Type type) {
        if (type instanceof Class<?> plain) return plain.isRecord() ? Optional.of(plain) : Optional.empty();
        if (!(type instanceof ParameterizedType generic)) return Optional.empty();
        Type[] arguments = generic.getActualTypeArguments();
        return record(arguments[arguments.length - 1]);
    }
}
