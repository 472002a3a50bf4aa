package dev.atrium.connectors.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everybody whom we know by a password, for administrators: those that a file declares, who hide
/// stored ones of the same address and cannot be changed, and the stored ones.
public final class LocalPeople {
    private final Map<String, LocalUser> declared = new LinkedHashMap<>();
    private final StoredPasswords stored;

    public LocalPeople(Collection<LocalUser> declared, StoredPasswords stored) {
        declared.forEach(user -> this.declared.put(user.key(), user));
        this.stored = stored;
    }

    public boolean isDeclared(String email) {
        return declared.containsKey(LocalUser.key(email));
    }

    public Optional<LocalUser> find(String email) {
        LocalUser fixed = declared.get(LocalUser.key(email));
        return fixed == null ? stored.find(email) : Optional.of(fixed);
    }

    /// The stored ones, the last one changed last, and after them the declared ones.
    public List<LocalUser> all() {
        List<LocalUser> all = new ArrayList<>();
        for (LocalUser user : stored.all()) {
            if (!isDeclared(user.email())) {
                all.add(user);
            }
        }
        all.addAll(declared.values());
        return all;
    }

    public StoredPasswords stored() {
        return stored;
    }
}
