// What a drag does, as a menu: every place something can go to, by name.
import { Menu } from '@mantine/core';
import { IconArrowsMove, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../parts';

interface MoveMenuProps {
  /** What is moved, for the button's name. */
  name: string;
  places: { id: string; label: string; go: () => void; disabled?: boolean }[];
  /** Further places under a heading, such as other stages. */
  others?: { title: string; places: { id: string; label: string; go: () => void }[] };
  remove: () => void;
}

export function MoveMenu({ name, places, others, remove }: MoveMenuProps) {
  const { t } = useTranslation('journeys');
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <IconButton name={t('move.open', { name })}>
          <IconArrowsMove size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('move.title')}</Menu.Label>
        {places.map((place) => (
          <Menu.Item key={place.id} disabled={place.disabled} onClick={place.go}>{place.label}</Menu.Item>
        ))}
        {others && others.places.length > 0 ? (
          <>
            <Menu.Divider />
            <Menu.Label>{others.title}</Menu.Label>
            {others.places.map((place) => (
              <Menu.Item key={place.id} onClick={place.go}>{place.label}</Menu.Item>
            ))}
          </>
        ) : null}
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={14} stroke={1.5} aria-hidden="true" />} onClick={remove}>{t('move.remove')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
