"""Motifs, each a function without arguments that draws one picture, and the names they go by."""

from collections.abc import Callable, Mapping

from PIL import Image

from home.demo.motifs import conflict, diplomacy, heights, launches, waters

MOTIFS: Mapping[str, Callable[[], Image.Image]] = {
    "aircraft-arrival": diplomacy.aircraft_arrival,
    "assembly-hall": diplomacy.assembly_hall,
    "canal-ship": waters.canal_ship,
    "deep-sea": waters.deep_sea,
    "desert-camp": diplomacy.desert_camp,
    "firefighters": conflict.firefighters,
    "iceberg": waters.iceberg,
    "launch-pad": launches.launch_pad,
    "moon": heights.moon,
    "mountain": heights.mountain,
    "seed-vault": heights.seed_vault,
    "soldier-and-map": conflict.soldier_and_map,
    "star-trails": heights.star_trails,
    "submarine": launches.submarine,
    "summit-arch": diplomacy.summit_arch,
    "sunlit-sea": waters.sunlit_sea,
    "watchers": launches.watchers,
}
