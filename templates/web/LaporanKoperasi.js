// Says on every page without a time filter that its SHU is a sum over all years.

const HALAMAN = /\/(balance_sheet|income_statement|trial_balance|account\/[^/]+)\/$/;
const KATA =
  "Tanpa saringan waktu: angka di halaman ini, juga SHU-nya, kumulatif sejak buku dimulai," +
  " bukan untuk satu tahun buku. Pilih tahun buku di bilah kiri.";

function tandai() {
  document.getElementById("kkmp-kumulatif")?.remove();
  const { pathname, search } = window.location;
  if (!HALAMAN.test(pathname) || new URLSearchParams(search).get("time")) {
    return;
  }
  const pesan = document.createElement("p");
  pesan.id = "kkmp-kumulatif";
  pesan.className = "kkmp-catatan";
  pesan.setAttribute("role", "note");
  pesan.textContent = KATA;
  document.querySelector("article")?.prepend(pesan);
}

export default { onPageLoad: tandai };
