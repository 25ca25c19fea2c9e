"""The closed list of problem codes; each has a runnable specimen in `tests/salah/`."""

from __future__ import annotations

# Code -> what it means, in one line for docs/PROBLEMS.md. Stable: scripts match on the code.
CODES: dict[str, str] = {
    # the dialect of a ledger file
    "TEKS-RUSAK": "Teks buku tidak dapat dibaca.",
    "OPSI-KURANG": "Berkas berisi entri tanpa lima baris option di atasnya.",
    "DIALEK": "Berkas memakai kata Beancount yang tidak dipakai di buku koperasi.",
    "TIDAK-SEIMBANG": "Jumlah baris satu entri bukan nol.",
    "RUPIAH-PECAHAN": "Ada sen di akun yang harus rupiah bulat.",
    "BUKTI-GANDA": "Nomor bukti tidak tunggal.",
    "BUKTI-URUT": "Nomor bukti buku tangan terlewat atau salah bulan.",
    "ENTRI-KURANG": "Entri tanpa jenis, nomor bukti, oleh, atau dicatat.",
    "BEANCOUNT": "Beancount menolak sesuatu yang tidak dikenal aturan lain.",
    # accounts and balances
    "AKUN-ASING": "Akun tidak ada di bagan akun.",
    "AKUN-TUTUP": "Akun belum dibuka pada tanggal itu.",
    "SALDO-BEDA": "Saldo yang dinyatakan berbeda dari buku.",
    "SALDO-NEGATIF": "Kas, bank, persediaan, atau piutang di bawah nol pada akhir hari.",
    "SALDO-AWAL-TIADA": "Buku tidak punya entri saldo awal dan tidak menyatakannya nihil.",
    # members
    "ANGGOTA-ASING": "Nomor anggota tidak terdaftar.",
    "ANGGOTA-TIDAK-AKTIF": "Anggota belum masuk atau sudah keluar pada tanggal itu.",
    "ANGGOTA-BERKAS": "Baris buku anggota tidak dapat dipahami.",
    "SIMPANAN-NEGATIF": "Simpanan anggota di bawah nol.",
    "SIMPANAN-SISA": "Simpanan pokok atau wajib anggota yang keluar belum nol.",
    "POKOK-BEDA": "Simpanan pokok bukan sebesar yang ditetapkan AD/ART.",
    # sales
    "JUAL-ANGGOTA": "Penjualan anggota tanpa nomor anggota, atau sebaliknya.",
    "HPP-BEDA": "HPP anggota tidak sama dengan jumlah hpp pada baris penjualannya.",
    # spec
    "TOML-RUSAK": "Berkas TOML tidak dapat dibaca.",
    "KUNCI-ASING": "Kunci TOML tidak dikenal.",
    "KUNCI-KURANG": "Kunci TOML yang wajib belum ada.",
    "ISI-SALAH": "Isi kunci TOML tidak dapat diterima.",
    "PERSEN-JUMLAH": "Persentase pembagian SHU tidak tepat 100.",
    "BAGAN-RUSAK": "Bagan akun dan laporan tidak cocok.",
    # files
    "BERKAS-TIADA": "Berkas tidak ditemukan.",
    "SERTAAN-TIADA": "Berkas utama tidak menyebut daftar berkas buku.",
    "BERKAS-RUSAK": "Berkas bukan jenis yang diminta atau rusak.",
    "BERKAS-KOSONG": "Berkas tidak berisi baris data.",
    "BERKAS-BERUBAH": "Berkas berubah sejak dibaca.",
    "BERKAS-DIPEGANG": "Berkas sedang dipegang program lain.",
    "TULIS-GAGAL": "Berkas tidak dapat ditulis.",
    "KUNCI-DIPEGANG": "Perintah lain sedang menulis ke buku ini.",
    "GEN-DIUBAH": "Berkas buatan mesin diubah dengan tangan.",
    "GEN-BASI": "Berkas buatan mesin tidak sesuai sumbernya.",
    "JUDUL-BEDA": "Judul buku bukan nama koperasi.",
    "DOKUMEN-BERUBAH": "Isi dokumen berbeda dari yang diterima.",
    "PROFIL-ASING": "Jenis dokumen tidak dikenal program ini.",
    "FOLDER-BUKAN": "Folder bukan buku koperasi.",
    "FOLDER-ISI": "Folder baru sudah berisi.",
    # sheets and exports
    "LEMBAR-RUMUS": "Lembar berisi rumus.",
    "LEMBAR-GABUNG": "Lembar berisi sel gabungan.",
    "LEMBAR-SANDI": "Lembar bersandi.",
    "KOLOM-KURANG": "Kolom yang perlu tidak ada.",
    "KOLOM-GANDA": "Dua kolom bernama sama.",
    "BARIS-TERPOTONG": "Baris kekurangan atau kelebihan kolom.",
    "SEL-SALAH": "Isi sel tidak dapat dipahami.",
    "SEL-ANGKA": "Nomor panjang tersimpan sebagai angka.",
    "BAYAR-ASING": "Jenis pembayaran tidak dikenal.",
    "KATEGORI-ASING": "Kategori barang tidak dikenal.",
    "TOKO-ASING": "Toko atau kasir tidak dikenal.",
    "JUAL-TIDAK-COCOK": "Baris barang, struk, dan hari tidak cocok.",
    "STRUK-BERUBAH": "Struk yang sudah dibukukan datang dengan isi lain.",
    "HPP-TIADA": "Barang terjual tanpa harga pokok.",
    "BARIS-ULANG": "Baris lembar sudah diterima dari dokumen lain.",
    "PASANGAN-KURANG": "Ekspor Loyverse datang tanpa pasangannya.",
    "MARGIN": "Margin unit di luar batas yang wajar.",
    # periods and closing
    "TANGGAL-LUAR": "Tanggal di luar tahun buku yang terbuka.",
    "BULAN-TERTUTUP": "Tanggal jatuh di bulan yang sudah ditutup.",
    "TUTUP-URUT": "Bulan sebelumnya belum ditutup.",
    "BELUM-DIHITUNG": "Kas, bank, atau persediaan belum dihitung.",
    "PAJAK-BEDA": "Pajak yang dibukukan tidak sama dengan omzet kali tarif.",
    "ASET-BEDA": "Daftar aset tidak sama dengan akunnya.",
    "ARUS-KAS-MENDUA": "Satu entri kas berisi arus kas yang berlawanan tanpa keterangan.",
    # the meeting
    "RAT-TAHUN": "Tahun buku belum ditutup.",
    "RAT-ADA": "Keputusan RAT sudah dibukukan.",
    "SHU-BERUBAH": "SHU yang diputuskan berbeda dari hitungan sekarang.",
    "SHU-PERSEN-TIADA": "Persentase SHU belum ditetapkan.",
    # proofs of docs/ACCOUNTING.md 5
    "BUKTI-NERACA": "Neraca saldo tidak sama dengan laporan.",
    "BUKTI-EKUITAS": "Perubahan ekuitas tidak sama dengan laporan.",
    "BUKTI-ARUS-KAS": "Arus kas langsung dan tidak langsung berbeda.",
    "BUKTI-HITUNG": "Saldo berbeda dari hasil hitung.",
    "BUKTI-JUAL": "Penjualan berbeda dari dokumennya.",
    "BUKTI-DAFTAR": "Daftar anggota berbeda dari akunnya.",
    "BUKTI-CLAMP": "SHU menurut Beancount berbeda.",
    # reports
    "HURUF-TIADA": "Ada huruf yang tidak ada di fonta laporan.",
    # words at the command line
    "ISIAN": "Isian perintah tidak dapat diterima.",
}
