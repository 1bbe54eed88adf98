package io.troupe.testkit.linearizability;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the records of a sealed interface as words: the name of the record in lower case ({@code
 * AddAndGet} is {@code add-and-get}), then a word for each component. The last component may be an
 * {@code Optional}, with no word if it is empty, or a {@code List}, with a word for each element.
 * Numbers and booleans are read as such; everything else as a string.
 */
final class Vocabulary<T> {
  private final Map<String, Class<?>> records = new LinkedHashMap<>();

  Vocabulary(Class<? super T> sealed) {
    if (!sealed.isSealed()) {
      throw new IllegalArgumentException(sealed + " must be a sealed interface of records");
    }
    for (Class<?> record : sealed.getPermittedSubclasses()) {
      if (!record.isRecord()) {
        throw new IllegalArgumentException(record + " must be a record");
      }
      records.put(verb(record), record);
    }
  }

  List<String> words(T thing) {
    List<String> words = new ArrayList<>(List.of(verb(thing.getClass())));
    for (RecordComponent component : thing.getClass().getRecordComponents()) {
      Object value = get(component.getAccessor(), thing);
      if (value instanceof Optional<?> optional) {
        optional.ifPresent(present -> words.add(present.toString()));
      } else if (value instanceof List<?> list) {
        list.forEach(element -> words.add(element.toString()));
      } else {
        words.add(value.toString());
      }
    }
    return words;
  }

  /** Throws {@link IllegalArgumentException} with the fix. */
  @SuppressWarnings("unchecked") // The constructor found takes and makes what T permits, erased.
  T read(List<String> words) {
    Class<?> record = words.isEmpty() ? null : records.get(words.get(0));
    if (record == null) {
      throw new IllegalArgumentException(
          "<" + Words.join(words) + "> is not one of: " + String.join(" | ", usages()));
    }
    return (T) make(record, words.subList(1, words.size()));
  }

  private List<String> usages() {
    return records.values().stream().map(Vocabulary::usage).toList();
  }

  private static String usage(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .map(
            component ->
                component.getType() == Optional.class
                    ? " [" + component.getName() + "]"
                    : component.getType() == List.class
                        ? " " + component.getName() + "..."
                        : " " + component.getName())
        .collect(Collectors.joining("", verb(record), ""));
  }

  private static String verb(Class<?> record) {
    return record.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Object make(Class<?> record, List<String> words) {
    Class<?>[] types =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    int last = types.length - 1;
    boolean list = last >= 0 && types[last] == List.class;
    boolean optional = last >= 0 && types[last] == Optional.class;
    int least = list || optional ? last : types.length;
    if (words.size() < least || (!list && words.size() > types.length)) {
      throw new IllegalArgumentException(
          "expected <" + usage(record) + ">, found " + words.size() + " words after the first");
    }
    Object[] values =
        IntStream.range(0, types.length)
            .mapToObj(
                i ->
                    i < least
                        ? value(types[i], words.get(i))
                        : list
                            ? List.copyOf(words.subList(i, words.size()))
                            : words.stream().skip(i).findFirst())
            .toArray();
    return construct(record, types, values);
  }

  private static Object value(Class<?> type, String word) {
    try {
      if (type == long.class) {
        return Long.parseLong(word);
      } else if (type == int.class) {
        return Integer.parseInt(word);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("<" + word + "> must be a whole number", e);
    }
    if (type == boolean.class) {
      if (!word.equals("true") && !word.equals("false")) {
        throw new IllegalArgumentException("<" + word + "> must be true or false");
      }
      return word.equals("true");
    }
    return word;
  }

  private static Object get(Method accessor, Object from) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot read " + accessor, e);
    }
  }

  private static Object construct(Class<?> record, Class<?>[] types, Object[] values) {
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(usage(record) + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make a " + record, e);
    }
  }
}
